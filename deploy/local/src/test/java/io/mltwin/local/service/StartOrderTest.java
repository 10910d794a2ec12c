package io.mltwin.local.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.service.ServicePart.StartOrder;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartOrderTest {
    @ParameterizedTest
    @CsvSource({
        "2, IDENTITY, postgres",
        "2, WORKSPACE, postgres",
        "2, KEYVAULT, postgres identity",
        "2, SCORING, postgres identity",
        "2, TELEMETRY, postgres identity",
        "2, COMPUTE, postgres identity keyvault",
        "1, COMPUTE, postgres identity keyvault",
        "3, TELEMETRY, postgres identity",
        "4, TELEMETRY, postgres",
        "4, COMPUTE, postgres",
        "64, KEYVAULT, postgres"
    })
    void fewCoresBeginWithWhatTheFixtureBeginsWith(int processors, PlatformService service, String before) {
        assertEquals(Set.of(before.split(" ")), new StartOrder(processors).before(service));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyServiceComesToItsTurn(int processors) {
        StartOrder order = new StartOrder(processors);
        Set<String> started = new HashSet<>(Set.of("postgres"));
        for (int round = 0; round < PlatformService.values().length; round++) {
            for (PlatformService service : PlatformService.values()) {
                if (started.containsAll(order.before(service))) {
                    started.add(service.key());
                }
            }
        }
        assertEquals(PlatformService.values().length + 1, started.size());
    }

    @Test
    void theMachinesOwnCoresCount() {
        assertEquals(
                Runtime.getRuntime().availableProcessors(),
                StartOrder.ofMachine().processors());
    }
}
