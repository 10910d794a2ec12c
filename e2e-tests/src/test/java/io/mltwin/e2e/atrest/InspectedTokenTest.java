package io.mltwin.e2e.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.Forgery;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.tokens.TokenInspection;
import io.mltwin.local.layout.PlatformService;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A token that was shown to the services for inspection lies nowhere afterwards: no log, no table,
 * no topic, no record of a call and no span holds it.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@Isolated("it reads everything that the platform keeps")
class InspectedTokenTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @Test
    void isKeptNowhere() throws Exception {
        String token =
                Forgery.foreignIssuer(
                        PLATFORM.azure().token("owner", "https://management.azure.com"));
        String signature = token.substring(token.lastIndexOf('.') + 1);
        for (PlatformService service : PlatformService.values()) {
            assertThat(new TokenInspection(PLATFORM, service).everywhere(token)).isNotEmpty();
        }

        PlaintextScan scan =
                new PlaintextScan(List.of(Needle.of("the signature", signature.substring(10, 50))));
        new StoredData(PLATFORM).showAll(scan);

        assertThat(scan.bytes()).isPositive();
        assertThat(scan.found()).isEmpty();
    }
}
