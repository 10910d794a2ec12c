package io.mltwin.console.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmResourceId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filters of the activity log as Azure's query language says them. */
class ActivityQueryTest {

    private static final Instant NOW = Instant.parse("2020-11-07T12:00:00Z");
    private static final String TIME =
            "eventTimestamp ge '2020-11-06T12:00:00Z' and eventTimestamp le '2020-11-07T12:00:00Z'";

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/subscriptions/s | '' | '' | ''",
                "/subscriptions/s | Failed | '' | ' and status eq ''Failed'''",
                "/subscriptions/s/resourceGroups/g | '' | '' | ' and resourceGroupName eq ''g'''",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv | '' | o'x | ' and resourceId eq ''/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv'' and caller eq ''o''''x'''"
            })
    void filterNamesScopeStatusAndCaller(String scope, String status, String caller, String rest) {
        ActivityQuery query = ActivityQuery.of(24, status, caller, null, null);

        assertThat(query.filter(ArmResourceId.parse(scope), NOW)).isEqualTo(TIME + rest);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            nullValues = "none",
            value = {"none, 24", "0, 24", "1, 1", "2160, 2160", "99999, 2160"})
    void timeIsAtMost90Days(Integer hours, int taken) {
        assertThat(ActivityQuery.of(hours, null, null, null, null).hours()).isEqualTo(taken);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"listkeys, true", "LISTKEYS/action, true", "'', true", "delete, false"})
    void operationIsAPartOfTheName(String part, boolean matches) {
        ActivityEvent event = new ActivityEvent(
                "1",
                NOW.toString(),
                "me",
                "Informational",
                "/subscriptions/s",
                "c",
                new ActivityEvent.Text("Microsoft.Storage/storageAccounts/listKeys/action"),
                new ActivityEvent.Text("Failed"),
                null,
                null,
                Map.of());

        assertThat(ActivityQuery.of(1, null, null, part, null).matches(event)).isEqualTo(matches);
    }

    @Test
    void linkToOlderEventsKeepsTheFiltersEncoded() {
        ActivityQuery query = ActivityQuery.of(6, "Failed", "a&b", "x y", "no number");

        assertThat(query.older("200")).isEqualTo("hours=6&status=Failed&caller=a%26b&operation=x%20y&skip=200");
        assertThat(query.skip()).isEmpty();
    }
}
