package io.mltwin.compute.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.compute.TestCluster;
import io.mltwin.platform.clock.ClockStore;
import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules of jobs, on the platform's clock. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ScheduleResourceTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String ENVIRONMENT = "'environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'";
    private static final String HOURLY = "'triggerType':'Cron','expression':'0 * * * *'";

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    ClockStore store;

    @Inject
    PlatformClock clock;

    private TestCluster cluster;

    @BeforeEach
    void aCluster() throws SQLException {
        cluster = new TestCluster(platform, service, database, 1);
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.execute("delete from schedule");
        cluster.close();
        store.move(0);
    }

    private static String schedule(String trigger, String more) {
        return "{'properties':{'displayName':'Nightly','trigger':{TRIGGER},'action':{'actionType':'CreateJob','jobDefinition':{'jobType':'Command','experimentName':'e','command':'true',CLUSTER}}MORE}}"
                .replace("TRIGGER", trigger)
                .replace("CLUSTER", TestCluster.onCluster())
                .replace("MORE", more);
    }

    private List<String> runs() {
        return cluster.history("GET", "/experiments/e/runs?$orderby=RunNumber", null)
                .then()
                .statusCode(200)
                .extract()
                .path("value.runId");
    }

    private int issuedTokens() {
        return platform.calls()
                .received("identity", "POST", "/_internal/run-tokens")
                .size();
    }

    private void awaitRuns(int count) {
        await().atMost(SOON).until(() -> runs().size() == count);
    }

    private String name(Instant due) {
        return "s1-"
                + DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                        .withZone(ZoneOffset.UTC)
                        .format(due);
    }

    /** Moves the clock past the next full hours. */
    private Instant nextHour() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }

    private void moveTo(Instant time) throws SQLException {
        store.move(Duration.between(clock.wall().instant(), time).toSeconds() + 1);
    }

    @Test
    void eachDueTimeHasOneJob() throws SQLException {
        // Given
        cluster.arm("PUT", "/schedules/s1", schedule(HOURLY, ""))
                .statusCode(201)
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.isEnabled", equalTo(true))
                .body("properties.tags", equalTo(java.util.Map.of()));
        Instant first = nextHour();
        assertThat(runs()).isEmpty();

        // When
        moveTo(first.plus(1, ChronoUnit.HOURS));

        // Then
        awaitRuns(2);
        assertThat(runs()).containsExactly(name(first), name(first.plus(1, ChronoUnit.HOURS)));
        cluster.history("GET", "/runs/" + name(first), null)
                .then()
                .body("displayName", equalTo(name(first)))
                .body("runDefinition.jobType", equalTo("Command"))
                .body("status", equalTo("Queued"));
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> runs().size() == 2);
    }

    /** Neither an experiment nor a token that would speak for a run that never is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'jobType':'Command','command':'true',ON_CLUSTER",
                "'jobType':'Command','command':'true',ENVIRONMENT",
                "'jobType':'Sweep','computeId':'WS/computes/cpu','objective':{'goal':'Maximize','primaryMetric':'m'},"
                        + "'samplingAlgorithm':{'samplingAlgorithmType':'Grid'},'searchSpace':{'x':['choice',[[1,2]]]},"
                        + "'trial':{'command':'train ${{search_space.x}}',ENVIRONMENT}",
                "'jobType':'Pipeline','settings':{'default_compute':'WS/computes/cpu'},"
                        + "'jobs':{'a':{'type':'command','command':'a',ENVIRONMENT}}"
            })
    void aScheduleMakesNothingOfItsJobBeforeItIsDue(String job) {
        // Given
        int tokens = issuedTokens();

        // When
        cluster.arm(
                        "PUT",
                        "/schedules/s1",
                        "{'properties':{'trigger':{HOURLY},'action':{'actionType':'CreateJob','jobDefinition':{'experimentName':'unused',JOB}}}}"
                                .replace("HOURLY", HOURLY)
                                .replace("JOB", job)
                                .replace("ON_CLUSTER", TestCluster.onCluster())
                                .replace("ENVIRONMENT", ENVIRONMENT))
                .statusCode(201);

        // Then
        cluster.history("GET", "/experiments/unused", null).then().statusCode(404);
        assertThat(issuedTokens()).isEqualTo(tokens);
    }

    @Test
    void aRecurrenceWithoutAStartIsDueAtOnce() throws SQLException {
        // When
        cluster.arm("PUT", "/schedules/s1", schedule("'triggerType':'Recurrence','frequency':'Day','interval':1", ""))
                .statusCode(201);

        // Then
        awaitRuns(1);
        cluster.arm("GET", "/jobs?scheduled=true", null).body("value", hasSize(1));
        cluster.arm("GET", "/jobs?scheduleId=s1", null).body("value[0].name", startsWith("s1-"));
        cluster.arm("GET", "/jobs?scheduled=false", null).body("value", hasSize(0));
        cluster.arm("GET", "/jobs?scheduleId=other", null).body("value", hasSize(0));
        assertThat(new String(cluster.stored("schedule", "content"), StandardCharsets.ISO_8859_1))
                .doesNotContain("Nightly", "Command");
    }

    @Test
    void aScheduleIsChangedDisabledAndDeleted() throws SQLException {
        // When
        cluster.arm("PUT", "/schedules/s1", schedule(HOURLY, "")).statusCode(201);
        cluster.arm("PUT", "/schedules/S1", schedule(HOURLY, ",'isEnabled':false"))
                .statusCode(200)
                .body("properties.isEnabled", equalTo(false));

        // Then
        cluster.arm("GET", "/schedules", null).body("value", hasSize(0));
        cluster.arm("GET", "/schedules?listViewType=All", null)
                .body("value.properties.displayName", contains("Nightly"));
        cluster.arm("GET", "/schedules?listViewType=DisabledOnly", null).body("value", hasSize(1));
        cluster.arm("GET", "/schedules?listViewType=Some", null).statusCode(400);
        cluster.arm("DELETE", "/schedules/s1", null).statusCode(202);
        cluster.arm("DELETE", "/schedules/s1", null).statusCode(204);
        cluster.arm("GET", "/schedules/s1", null).statusCode(404);
    }

    @Test
    void disabledScheduleIsNotDue() throws SQLException {
        cluster.arm("PUT", "/schedules/s1", schedule(HOURLY, ",'isEnabled':false"))
                .statusCode(201);

        moveTo(nextHour());

        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> runs().isEmpty());
    }

    @Test
    void aDueTimeWhoseJobIsRefusedIsPassedOver() throws SQLException {
        cluster.arm("PUT", "/schedules/s1", schedule(HOURLY, "")).statusCode(201);
        cluster.removeCluster();
        Instant first = nextHour();
        moveTo(first);
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> runs().isEmpty());

        cluster.addCluster(1);
        moveTo(first.plus(1, ChronoUnit.HOURS));

        awaitRuns(1);
        assertThat(runs()).containsExactly(name(first.plus(1, ChronoUnit.HOURS)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'triggerType':'Cron','expression':'every day'||400",
                "'triggerType':'Cron','expression':'0 * * * *','timeZone':'Nowhere'||400",
                "'triggerType':'Cron','expression':'0 * * * *'|,'action':{'actionType':'CreateMonitor'}|501",
                "'triggerType':'Cron','expression':'0 * * * *'|,'action':{'actionType':'CreateJob','jobDefinition':{'jobType':'Spark'}}|501",
                "'triggerType':'Cron','expression':'0 * * * *'|,'action':{'actionType':'CreateJob','jobDefinition':{'jobType':'Command','command':'true'}}|400",
                "'triggerType':'Cron','expression':'0 * * * *'|,'action':{'actionType':'CreateJob','jobDefinition':{'jobType':'Command','command':'true','experimentName':'a b','computeId':'WS/computes/cpu','environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'}}|400"
            })
    void whatIsRefusedLeavesNoSchedule(String trigger, String more, int status) {
        cluster.arm("PUT", "/schedules/s1", schedule(trigger, more == null ? "" : more))
                .statusCode(status);

        cluster.arm("GET", "/schedules/s1", null).statusCode(404);
    }
}
