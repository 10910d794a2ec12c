package io.mltwin.e2e.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.util.Map;

/** The steps of a reset at one service, as the launcher asks for them. */
final class ResetSteps {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();

    private ResetSteps() {}

    static JsonNode state(PlatformService service) throws IOException {
        return PLATFORM.client().send(call("GET", service, "")).body();
    }

    static Reply pause(PlatformService service) throws IOException {
        return PLATFORM.client().send(call("POST", service, "/pause").json(Map.of("pass", "a-pass-for-this-test")));
    }

    static Reply step(PlatformService service, String step, long epoch) throws IOException {
        return PLATFORM.client().send(call("POST", service, "/" + step).json(Map.of("epoch", epoch)));
    }

    private static Call call(String method, PlatformService service, String step) throws IOException {
        return Call.of(method, PLATFORM.port(service), "/_mltwin/reset" + step)
                .as(PLATFORM.tokens().administrator());
    }
}
