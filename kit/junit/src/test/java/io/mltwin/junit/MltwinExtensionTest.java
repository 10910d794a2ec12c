package io.mltwin.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mltwin.client.AzureService;
import io.mltwin.client.Mltwin;
import io.mltwin.client.Tenant;
import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What a class is told before there is any platform. */
class MltwinExtensionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        AsksNothing     | 1 |
        Remote          | 0 | Set MLTWIN_TEST_PLATFORM to the data folder of a running platform
        Own             | 0 | set MLTWIN_HOME or the system property mltwin.home
        Shared          | 0 | set MLTWIN_HOME or the system property mltwin.home
        ByConstructor   | 0 | ask for it in the test or in @BeforeEach
        InThePast       | 0 | @AtTime("PT-1S") is in the past
        NestedTime      | 0 | put @AtTime there
        NoSeed          | 0 | There is no seed 'missing.yaml': put it next to io.mltwin.junit.MltwinExtensionTest$NoSeed
        NestedSnapshot  | 0 | put @AtSnapshot there
        PlainUri        | 0 | No ParameterResolver registered
        OtherType       | 0 | No ParameterResolver registered
        """)
    void aClassIsTold(String name, int succeeded, String told) throws ClassNotFoundException {
        TestExecutionSummary summary = run(Class.forName(getClass().getName() + "$" + name));

        assertThat(summary.getTestsSucceededCount()).isEqualTo(succeeded);
        if (told != null) {
            assertThat(summary.getFailures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.getException()).hasMessageContaining(told));
        }
    }

    private static TestExecutionSummary run(Class<?> test) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(test))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    @MltwinTest(seed = "missing.yaml")
    static class NoSeed {
        @Test
        void nothingIsMade(Tenant tenant) {}
    }

    @MltwinTest
    static class AsksNothing {
        @Test
        void nothingIsStarted() {}
    }

    @MltwinTest(platform = PlatformChoice.REMOTE)
    static class Remote {
        @Test
        void isRefused(Tenant tenant) {}
    }

    @MltwinTest(platform = PlatformChoice.OWN)
    static class Own {
        @Test
        void isRefused(Mltwin platform) {}
    }

    @MltwinTest
    static class Shared {
        @Test
        void isRefused(Mltwin platform) {}
    }

    @MltwinTest(tenant = TenantScope.METHOD)
    static class ByConstructor {
        ByConstructor(Tenant tenant) {}

        @Test
        void isRefused() {}
    }

    @MltwinTest
    @AtTime("PT-1S")
    static class InThePast {
        @Test
        void isRefused(Tenant tenant) {}
    }

    @MltwinTest
    static class NestedTime {
        @Nested
        @AtTime("P30D")
        class Later {
            @Test
            void isRefused() {}
        }
    }

    @MltwinTest
    static class NestedSnapshot {
        @Nested
        @AtSnapshot("trained")
        class Later {
            @Test
            void isRefused() {}
        }
    }

    @MltwinTest
    static class PlainUri {
        @Test
        void isRefused(URI address) {}
    }

    @MltwinTest
    static class OtherType {
        @Test
        void isRefused(@AddressOf(AzureService.LOGIN) String address) {}
    }
}
