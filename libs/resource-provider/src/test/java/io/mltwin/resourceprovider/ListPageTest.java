package io.mltwin.resourceprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.QueryString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of a list of four groups, of at most three. */
class ListPageTest {

    private static final String PATH = "/subscriptions/s/resourceGroups";
    private static final int LARGEST = 3;

    private static ArmCall call(String query) {
        return new ArmCall(
                "GET",
                ArmTarget.parse(PATH),
                "2022-07-01",
                QueryString.parse(query),
                null,
                new Caller("t", "o", null, null, List.of()),
                "c",
                "https://management");
    }

    private static JsonNode list() throws Exception {
        return new ObjectMapper()
                .readTree("{'value':[{'id':'P/d'},{'id':'P/B'},{'id':'P/a'},{'id':'P/c'}]}"
                        .replace("P", PATH)
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({"1, 1 1 1 1", "2, 2 2", "3, 3 1"})
    void nextLinksLeadThroughAll(int top, String sizes) throws Exception {
        StringBuilder seen = new StringBuilder();
        StringBuilder names = new StringBuilder();
        String query = "filter=a%20b&$top=" + top;
        while (query != null) {
            JsonNode page = ListPage.read(call(query), LARGEST).cut(list(), PATH);
            seen.append(page.path("value").size()).append(' ');
            page.path("value")
                    .forEach(item -> names.append(item.path("id").asText().substring(PATH.length())));
            String next = page.path("nextLink").asText(null);
            assertThat(next == null || next.startsWith("https://management" + PATH + "?"))
                    .isTrue();
            query = next == null ? null : next.substring(next.indexOf('?') + 1);
        }
        assertThat(seen.toString().strip()).isEqualTo(sizes);
        assertThat(names).hasToString("/a/B/c/d");
    }

    @Test
    void aPageHasAtMostTheLargestNumber() throws Exception {
        assertThat(ListPage.read(call(""), LARGEST).cut(list(), PATH).path("value"))
                .hasSize(LARGEST);
    }

    @ParameterizedTest
    @CsvSource({
        "$top=0, InvalidTopInQueryString",
        "$top=4, InvalidTopInQueryString",
        "$top=1.5, InvalidTopInQueryString",
        "$top=, InvalidTopInQueryString",
        "$top=99999999999, InvalidTopInQueryString",
        "$skiptoken=!!!, InvalidSkipToken",
        "$skiptoken=bm90aGluZw, InvalidSkipToken",
        "$skiptoken=L3N1YnNjcmlwdGlvbnMvcy8A, InvalidSkipToken"
    })
    void refusesWhatIsNoPage(String query, String code) {
        assertThatThrownBy(() -> ListPage.read(call(query), LARGEST))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }
}
