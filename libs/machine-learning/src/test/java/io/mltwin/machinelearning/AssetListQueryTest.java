package io.mltwin.machinelearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.QueryString;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of five assets, of which the newest is the fifth. */
class AssetListQueryTest {

    private static final String PATH =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/data";

    private static ArmCall call(String query) {
        return new ArmCall(
                "GET",
                ArmTarget.parse(PATH),
                "2023-04-01",
                QueryString.parse(query),
                null,
                new Caller("t", "o", null, null, List.of()),
                "c",
                "https://management");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "''                              | 5 4 3 2 1 |",
                "$top=2                          | 5 4       | 2",
                "$top=2&$skip=2                  | 3 2       | 4",
                "$top=2&$skip=4                  | 1         |",
                "$top=5                          | 5 4 3 2 1 |",
                "$skip=9                         | ''        |",
                "offset=3                        | 2 1       |",
                "offset=3&$skip=4                | 1         |",
                "$orderBy=createdtime asc&$top=2 | 1 2       | 2",
                "$orderBy=CreatedAtDesc&$top=1   | 5         | 1",
            })
    void aPageHasItsItemsAndLeadsToTheNextOne(String query, String items, String next) {
        // Given
        ArmCall call = call(query);
        AssetListQuery list = AssetListQuery.read(call).withSkip(call, "offset");

        // When
        AssetListQuery.PageBody<String> page = list.page(call, list.inOrder(List.of("5", "4", "3", "2", "1")));

        // Then
        assertThat(String.join(" ", page.value())).isEqualTo(items);
        if (next == null) {
            assertThat(page.nextLink()).isNull();
        } else {
            assertThat(page.nextLink())
                    .startsWith("https://management" + PATH + "?")
                    .endsWith("%24skip=" + next);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', true, false",
        "listViewType=activeonly, true, false",
        "listViewType=ArchivedOnly, false, true",
        "listViewType=All, true, true"
    })
    void aViewShowsWhatIsArchivedOrNot(String query, boolean active, boolean archived) {
        AssetListQuery list = AssetListQuery.read(call(query));

        assertThat(list.shows(false)).isEqualTo(active);
        assertThat(list.shows(true)).isEqualTo(archived);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "$top=0, $top",
        "$top=1001, $top",
        "$top=x, $top",
        "$skip=-1, $skip",
        "offset=x, offset",
        "$orderBy=name, $orderBy",
        "listViewType=Some, listViewType"
    })
    void whatAQueryCannotHaveIsRefusedByName(String query, String target) {
        ArmCall call = call(query);

        assertThatThrownBy(() -> AssetListQuery.read(call).withSkip(call, "offset"))
                .isInstanceOfSatisfying(AzureException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.code()).isEqualTo("UserError");
                    assertThat(refused.getMessage()).startsWith(target);
                });
    }
}
