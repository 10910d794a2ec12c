package io.mltwin.e2e.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Moves the clocks of all services. */
final class MovedClock {
    private MovedClock() {}

    static void moveTo(TestPlatform platform, int secondsAhead) throws IOException {
        // each service checks the administrator's token at its own time: one token serves all as
        // long as the time goes forward
        String administrator = platform.tokens().administrator();
        List<PlatformService> identityLast = new ArrayList<>(List.of(PlatformService.values()));
        identityLast.remove(PlatformService.IDENTITY);
        identityLast.add(PlatformService.IDENTITY);
        for (PlatformService service : identityLast) {
            Reply reply =
                    platform.client()
                            .send(
                                    Call.of("PUT", platform.port(service), "/_mltwin/clock")
                                            .as(administrator)
                                            .json(Map.of("offsetSeconds", secondsAhead)));
            assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        }
    }
}
