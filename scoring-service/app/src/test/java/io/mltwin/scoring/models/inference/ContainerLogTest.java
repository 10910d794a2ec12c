package io.mltwin.scoring.models.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContainerLogTest {

    private final ContainerLog log = new ContainerLog();

    @Test
    void theLastLinesAreKeptOldestFirst() {
        for (int i = 0; i < ContainerLog.MAX_LINES + 2; i++) {
            log.add("line " + i);
        }

        assertThat(log.lines())
                .hasSize(ContainerLog.MAX_LINES)
                .startsWith("line 2")
                .endsWith("line " + (ContainerLog.MAX_LINES + 1));
    }

    @Test
    void longLinesLeaveRoomForFewerOfThem() {
        for (int i = 0; i < 1000; i++) {
            log.add(i + "x".repeat(8192));
        }

        assertThat(log.lines().stream().mapToInt(String::length).sum())
                .isBetween(ContainerLog.MAX_CHARACTERS / 2, ContainerLog.MAX_CHARACTERS);
        assertThat(log.lines().get(log.lines().size() - 1)).startsWith("999x");
    }
}
