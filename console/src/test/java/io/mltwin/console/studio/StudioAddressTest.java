package io.mltwin.console.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudioAddressTest {

    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "runs/r1,/runs/s/g/w/r1",
        "runs/a b,/runs/s/g/w/a%20b",
        "endpoints/realtime/e/detail,/endpoints/s/g/w/e",
        "endpoints/batch/e,/endpoints/s/g/w/e",
        "endpoints/realtime,/endpoints/s/g/w",
        "model/m:3/details,/models/s/g/w/m",
        "data/d/7/details,/resources" + WORKSPACE + "/data/d/versions/7",
        "home,/resources" + WORKSPACE,
        "'',/resources" + WORKSPACE,
        "runs/,/resources" + WORKSPACE
    })
    void aPageOfStudioIsOneOfTheConsole(String path, String page) {
        assertThat(StudioAddress.page(path, WORKSPACE)).isEqualTo(page);
    }

    @ParameterizedTest
    @CsvSource({
        ",",
        "x",
        "https://elsewhere.example/",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v"
    })
    void withoutAWorkspaceItIsTheHomePage(String wsid) {
        assertThat(StudioAddress.page("runs/r1", wsid)).isEqualTo("/");
    }
}
