package io.mltwin.telemetry.activitylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.telemetry.activitylog.ActivityFilter.Field;
import io.mltwin.testkit.SmallStack;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityFilterTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    @Test
    void filterOfAzureCliIsUnderstood() {
        ActivityFilter filter = ActivityFilter.parse(
                "eventTimestamp ge 2026-01-01T00:00:00.123456 and eventTimestamp le 2026-01-02T00:00:00.0000001 and resourceGroupName eq 'RG1'",
                NOW);

        assertThat(filter.from()).isEqualTo("2026-01-01T00:00:00.123456Z");
        assertThat(filter.to()).isEqualTo("2026-01-02T00:00:00.000000100Z");
        assertThat(filter.equal()).isEqualTo(Map.of(Field.RESOURCEGROUPNAME, "rg1"));
    }

    @Test
    void quotedTimesAndResourceUrisAreUnderstood() {
        ActivityFilter filter = ActivityFilter.parse(
                "eventTimestamp ge '2026-01-01T00:00:00Z' and resourceUri eq '/subscriptions/S/x and y' and eventChannels eq 'Admin, Operation'",
                NOW);

        assertThat(filter.from()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(filter.to()).isEqualTo(NOW);
        assertThat(filter.equal()).isEqualTo(Map.of(Field.RESOURCEURI, "/subscriptions/s/x and y"));
    }

    @Test
    void severalLevelsAreUnderstood() {
        ActivityFilter filter = ActivityFilter.parse("levels eq 'Error, Warning'", NOW);

        assertThat(filter.levels()).containsExactlyInAnyOrder("error", "warning");
        assertThat(filter.equal()).isEmpty();
    }

    @Test
    void nothingOlderThan90DaysIsSelected() {
        Instant oldest = NOW.minus(Duration.ofDays(90));

        assertThat(ActivityFilter.parse(null, NOW).from()).isEqualTo(oldest);
        assertThat(ActivityFilter.parse("eventTimestamp ge 2020-01-01", NOW).from())
                .isEqualTo(oldest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo eq 1",
                "eventTimestamp ge yesterday",
                "eventTimestamp eq 2026-01-01T00:00:00",
                "resourceGroupName ge 'a'",
                "levels ge 'Error'",
                "resourceGroupName eq",
                "resourceGroupName eq 'a' or caller eq 'b'",
                "caller eq 'a"
            })
    void othersAreRefused(String text) {
        assertThatThrownBy(() -> ActivityFilter.parse(text, NOW))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @Test
    void aLongTextNeedsNoStack() {
        String text = "caller eq '" + "x''".repeat(200_000) + "'";

        assertThat(SmallStack.call(() -> ActivityFilter.parse(text, NOW)).equal())
                .hasSize(1);
    }
}
