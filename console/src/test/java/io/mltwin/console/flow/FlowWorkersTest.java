package io.mltwin.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.console.flow.FlowStreams.FlowWorkers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowWorkersTest {

    private final List<Runnable> begun = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final FlowWorkers workers = new FlowWorkers(begun::add, 2);

    @Test
    void soManyWorkAtATimeAndTheOthersFollow() {
        for (int i = 1; i <= 5; i++) {
            String name = "stream " + i;
            workers.execute(() -> done.add(name));
        }

        assertThat(begun).hasSize(2);
        begun.get(0).run();
        assertThat(done).containsExactly("stream 1", "stream 2", "stream 3", "stream 4", "stream 5");
    }

    @Test
    void oneThatFailsKeepsNoPlace() {
        workers.execute(() -> {
            throw new IllegalStateException("no database");
        });
        begun.get(0).run();

        workers.execute(() -> done.add("first"));
        workers.execute(() -> done.add("second"));
        begun.subList(1, 3).forEach(Runnable::run);

        assertThat(done).containsExactly("first", "second");
    }
}
