package io.mltwin.console.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.Json;
import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.runs.RunListView.RunRow;
import io.mltwin.console.runs.RunView.RunError;
import io.mltwin.console.runs.RunView.RunLog;
import io.mltwin.console.runs.RunView.RunTimes;
import io.mltwin.console.workspaces.Workspace;
import io.mltwin.console.workspaces.WorkspaceId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages show of a run follows from run history. */
class RunMapperTest {

    private final RunMapper mapper = new RunMapper(Clock.fixed(Instant.parse("2026-11-29T10:00:30Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "Running, 2026-11-29T10:00:10Z, , 0:00:10, 0:00:20",
        "Queued, , , 0:00:30, ''",
        "Completed, 2026-11-29T10:00:10Z, 2026-11-29T11:01:12Z, 0:00:10, 1:01:02",
        "Canceled, , 2026-11-29T10:00:05Z, 0:00:05, ''"
    })
    void itsTimes(String status, String start, String end, String waited, String ran) throws Exception {
        RunTimes times = mapper.times(
                run("{\"runId\": \"r\", \"status\": \"%s\", \"createdUtc\": \"2026-11-29T10:00:00Z\",".formatted(status)
                        + "\"startTimeUtc\": %s, \"endTimeUtc\": %s}".formatted(text(start), text(end))));

        assertThat(times.waited()).isEqualTo(waited);
        assertThat(times.ran()).isEqualTo(ran);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"userName\": \"carl@t\", \"userObjectId\": \"o\"}', carl@t",
        "'{\"userName\": \"00000000-0000-4000-8000-00000000000A\"}', pipeline",
        "'{\"userName\": \"00000000-0000-4000-8000-00000000000b\"}', 00000000-0000-4000-8000-00000000000b",
        "'{\"userObjectId\": \"00000000-0000-4000-8000-00000000000a\"}', pipeline",
        "null, ''"
    })
    void whoSubmittedItHasANameWhereTheReaderMayKnowIt(String creator, String shown) throws Exception {
        PrincipalNames names = new PrincipalNames(Map.of("00000000-0000-4000-8000-00000000000a", "pipeline"));

        RunRow row = mapper.row(
                new MlWorkspace(new Workspace(
                        new WorkspaceId("s", "g", "w"),
                        "eastus",
                        null,
                        null,
                        "Succeeded",
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null)),
                run("{\"runId\": \"r\", \"status\": \"Running\", \"createdBy\": " + creator + "}"),
                null,
                names);

        assertThat(row.who()).isEqualTo(shown);
    }

    @Test
    void anErrorSaysWhetherItsScriptHadBegun() throws Exception {
        String error = "\"error\": {\"error\": {\"code\": \"UserError\", \"message\": \"exit 1\"}}";

        assertThat(mapper.error(run("{\"runId\": \"r\", " + error + "}")))
                .isEqualTo(new RunError("UserError", "exit 1", false));
        assertThat(mapper.error(run("{\"runId\": \"r\", \"startTimeUtc\": \"2026-11-29T10:00:00Z\", " + error + "}")))
                .isEqualTo(new RunError("UserError", "exit 1", true));
        assertThat(mapper.error(run("{\"runId\": \"r\"}"))).isNull();
    }

    @Test
    void scriptsOutputIsTheFirstLog() throws Exception {
        RunBody details = run("""
                        {"runId": "r", "logFiles": {"azureml-logs/70_driver_log.txt": "x",
                         "user_logs/std_log.txt": "y", "a.txt": "z"}}
                        """);

        assertThat(RunMapper.logs(details))
                .containsExactly("user_logs/std_log.txt", "a.txt", "azureml-logs/70_driver_log.txt");
        assertThat(RunMapper.logs(run("{\"runId\": \"r\"}"))).isEmpty();
    }

    @Test
    void longLogShowsItsEndFromALinesBeginning() {
        RunLog log = RunMapper.log(List.of("l"), "l", "line one\n".repeat(10_000) + "last\n");

        assertThat(log.isCut()).isTrue();
        assertThat(log.text()).startsWith("line one\n").endsWith("last\n").hasSizeLessThan(66_000);
        assertThat(RunMapper.log(List.of("l"), "l", "short").isCut()).isFalse();
    }

    @Test
    void parametersAreTexts() throws Exception {
        assertThat(RunMapper.parameters(
                        Json.find("{\"b\": 1, \"a\": {\"x\": [2]}}").orElseThrow()))
                .isEqualTo(Map.of("a", "{\"x\":[2]}", "b", "1"));
        assertThat(RunMapper.parameters(null)).isEmpty();
    }

    private RunBody run(String body) {
        return Json.read(body, RunBody.class);
    }

    private static String text(String value) {
        return value == null ? "null" : "\"" + value + "\"";
    }
}
