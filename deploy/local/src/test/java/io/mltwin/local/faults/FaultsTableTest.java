package io.mltwin.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mltwin.local.layout.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTableTest {
    @Test
    void aFaultIsALineWithWhatRestrictsIt() throws IOException {
        assertEquals(
                List.of(
                        "FAULT                 HITS  RULE",
                        "keyvault-1f3a9c20        2  operation=GET /secrets/*, status=503, reset=true, rate=0.5"),
                FaultsTable.lines(List.of(Json.MAPPER.readTree("""
                                        {"id": "keyvault-1f3a9c20", "hits": 2, "rule": {"operation": "GET /secrets/*",
                                         "tenant": null, "status": 503, "reset": true, "rate": 0.5}}
                                        """))));
    }

    @Test
    void noneIsASentence() {
        assertEquals(List.of("There are no faults."), FaultsTable.lines(List.of()));
    }
}
