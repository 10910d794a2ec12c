package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names that no system resolves: the domain {@code invalid} is reserved for that. */
class NamesTest {
    private static final int RESOLVER_SINCE = 18;

    @BeforeEach
    void aPlatformRunsHere() {
        LocalNames.add("kit.invalid");
        LocalNames.add("other.invalid");
    }

    @AfterEach
    void noneRuns() {
        System.clearProperty(LocalNames.DOMAINS);
    }

    @Test
    void namesOfAPlatformAreOfThisMachineSinceJdk18() throws Exception {
        for (String name :
                new String[] {"login.kit.invalid", "KV1.vault.Kit.Invalid", "kit.invalid", "a.other.invalid"}) {
            if (Runtime.version().feature() >= RESOLVER_SINCE) {
                assertThat(InetAddress.getByName(name).isLoopbackAddress())
                        .as(name)
                        .isTrue();
            } else {
                assertThatThrownBy(() -> Class.forName("io.mltwin.client.names.PlatformNameResolver"))
                        .isInstanceOf(NoClassDefFoundError.class);
            }
        }
    }

    @Test
    void otherNamesAreLeftToTheSystem() {
        for (String name : new String[] {"notkit.invalid", "kit.invalid.invalid", "invalid"}) {
            assertThatThrownBy(() -> InetAddress.getByName(name))
                    .as(name)
                    .isInstanceOf(java.net.UnknownHostException.class);
        }
    }
}
