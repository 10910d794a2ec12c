package io.mltwin.compute.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a PATCH makes of the clear columns of a run. */
class RunMapperTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-01-01T01:00:00Z");

    private static RunEntity run() {
        RunEntity run = new RunEntity();
        run.name = "old";
        run.displayName = "Old";
        run.started = START;
        return run;
    }

    private static CreateRunRequest ended() {
        return CreateRunRequest.of("r").endTimeUtc(END).build();
    }

    @Test
    void unsetFieldsStay() {
        RunEntity run = run();

        RunMapper.apply(CreateRunRequest.of("r").displayName("New").hidden(true).build(), run, true);

        assertThat(run.name).isEqualTo("old");
        assertThat(run.displayName).isEqualTo("New");
        assertThat(run.hidden).isTrue();
        assertThat(run.started).isEqualTo(START);
        assertThat(run.ended).isNull();
    }

    @Test
    void onlyAClientSetsTimes() {
        RunEntity byTarget = run();
        RunEntity byClient = run();

        RunMapper.apply(ended(), byTarget, false);
        RunMapper.apply(ended(), byClient, true);

        assertThat(byTarget.ended).isNull();
        assertThat(byClient.ended).isEqualTo(END);
    }
}
