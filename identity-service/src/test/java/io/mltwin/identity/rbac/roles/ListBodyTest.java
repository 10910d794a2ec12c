package io.mltwin.identity.rbac.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.QueryString;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListBodyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments";

    @Test
    void theNextLinksLeadThroughAllItemsOnce() {
        // Given
        List<Integer> items = IntStream.range(0, 1201).boxed().toList();
        String query = "api-version=2022-04-01&$filter=principalId%20eq%20'a%26b'";
        List<Integer> seen = new ArrayList<>();
        int pages = 0;
        // When
        while (query != null) {
            JsonNode page = JSON.valueToTree(ListBody.page(call(query), items, item -> item));
            page.path("value").forEach(item -> seen.add(item.asInt()));
            pages++;
            JsonNode next = page.path("nextLink");
            query = next.isTextual() ? next.asText().split("\\?", 2)[1] : null;
            if (query != null) {
                assertThat(next.asText()).startsWith("https://management.x:1" + PATH + "?");
                assertThat(QueryString.parse(query)).containsEntry("$filter", "principalId eq 'a&b'");
            }
        }
        // Then
        assertThat(pages).isEqualTo(3);
        assertThat(seen).isEqualTo(items);
    }

    @Test
    void aTokenThatWasNotGivenIsRefused() {
        assertThatThrownBy(() -> ListBody.page(call("$skiptoken=x"), List.of(), item -> item))
                .isInstanceOf(AzureException.class);
    }

    private static ArmCall call(String query) {
        return new ArmCall(
                "GET",
                ArmTarget.parse(PATH),
                "2022-04-01",
                QueryString.parse(query),
                null,
                null,
                "c",
                "https://management.x:1");
    }
}
