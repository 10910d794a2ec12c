package io.mltwin.compute.runs;

import static io.mltwin.compute.runs.RunStatus.CancelRequested;
import static io.mltwin.compute.runs.RunStatus.Canceled;
import static io.mltwin.compute.runs.RunStatus.Completed;
import static io.mltwin.compute.runs.RunStatus.Failed;
import static io.mltwin.compute.runs.RunStatus.Finalizing;
import static io.mltwin.compute.runs.RunStatus.NotResponding;
import static io.mltwin.compute.runs.RunStatus.NotStarted;
import static io.mltwin.compute.runs.RunStatus.Paused;
import static io.mltwin.compute.runs.RunStatus.Preparing;
import static io.mltwin.compute.runs.RunStatus.Provisioning;
import static io.mltwin.compute.runs.RunStatus.Queued;
import static io.mltwin.compute.runs.RunStatus.Running;
import static io.mltwin.compute.runs.RunStatus.Starting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunStatusTest {

    private static final Map<RunStatus, Set<RunStatus>> NEXT = new EnumMap<>(RunStatus.class);

    static {
        Set<RunStatus> ends = EnumSet.of(CancelRequested, Completed, Failed, Canceled);
        NEXT.put(
                NotStarted,
                with(ends, Queued, Provisioning, Starting, Preparing, Running, Paused, NotResponding, Finalizing));
        NEXT.put(Queued, with(ends, Provisioning, Starting, Preparing, Running, Paused, NotResponding, Finalizing));
        NEXT.put(Provisioning, with(ends, Starting, Preparing, Running, Paused, NotResponding, Finalizing));
        NEXT.put(Starting, with(ends, Preparing, Running, Paused, NotResponding, Finalizing));
        NEXT.put(Preparing, with(ends, Running, Paused, NotResponding, Finalizing));
        NEXT.put(Running, with(ends, Paused, NotResponding, Finalizing));
        NEXT.put(Paused, with(ends, Running, NotResponding, Finalizing));
        NEXT.put(NotResponding, with(ends, Running, Paused, Finalizing));
        NEXT.put(Finalizing, ends);
        NEXT.put(CancelRequested, EnumSet.of(Completed, Failed, Canceled));
        NEXT.put(Completed, Set.of());
        NEXT.put(Failed, Set.of());
        NEXT.put(Canceled, Set.of());
    }

    static Stream<Arguments> everyPair() {
        return Stream.of(RunStatus.values())
                .flatMap(from -> Stream.of(RunStatus.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("everyPair")
    void followsTheTable(RunStatus from, RunStatus to) {
        assertThat(from.canBecome(to)).isEqualTo(from == to || NEXT.get(from).contains(to));
    }

    @Test
    void readsAzuresNamesAndNoOthers() {
        assertThat(RunStatus.parse("running")).isEqualTo(Running);
        assertThat(catchThrowableOfType(AzureException.class, () -> RunStatus.parse("Done"))
                        .status())
                .isEqualTo(400);
    }

    private static Set<RunStatus> with(Set<RunStatus> ends, RunStatus... more) {
        Set<RunStatus> all = EnumSet.copyOf(ends);
        all.addAll(Set.of(more));
        return all;
    }
}
