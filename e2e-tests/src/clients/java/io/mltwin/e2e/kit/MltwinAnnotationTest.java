package io.mltwin.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mltwin.client.Mltwin;
import io.mltwin.client.Tenant;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs test classes as a project would have them against the platform, and reads what JUnit says of them. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class MltwinAnnotationTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @BeforeAll
    static void namePlatform() {
        System.setProperty(
                "mltwin.test.platform", PLATFORM.platform().folder().root().toString());
    }

    @Test
    void twoClassesHaveATenantEachOnOnePlatform() {
        TestExecutionSummary summary = run(FirstCase.class, SecondCase.class);

        assertThat(summary.getFailures())
                .extracting(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                .isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(7);
        assertThat(FirstCase.TENANTS).hasSizeGreaterThan(1).containsOnly(FirstCase.TENANTS.get(0));
        assertThat(SecondCase.TENANTS).hasSize(1).doesNotContain(FirstCase.TENANTS.get(0));
    }

    @Test
    void faultsOfAClassAreOfItsTenantAlone() {
        TestExecutionSummary summary = run(FaultCase.class);

        assertThat(summary.getFailures())
                .extracting(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                .isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(3);
    }

    @Test
    void aTenantOfANumberHasTheSameIdsEachTime() {
        Mltwin platform = Mltwin.in(PLATFORM.platform().folder().root());
        Tenant first = platform.newTenant("repeated", 7);
        List<String> ids = idsOf(first);
        // with new secrets, so those of the first are no longer right
        Tenant again = platform.newTenant("repeated", 7);
        Tenant other = platform.newTenant("repeated", 8);

        assertThat(idsOf(again)).isEqualTo(ids).doesNotHaveDuplicates();
        assertThat(idsOf(other)).doesNotContainAnyElementsOf(ids);
        assertThat(FirstCase.statusOf(platform, again.reader(), FirstCase.group(first)))
                .isEqualTo(200);
        assertThat(FirstCase.statusOf(platform, other.reader(), FirstCase.group(first)))
                .as("the token of another tenant")
                .isEqualTo(401);
    }

    private static List<String> idsOf(Tenant tenant) {
        return Stream.concat(
                        Stream.of(tenant.id(), tenant.subscriptionId()),
                        Stream.of(tenant.owner(), tenant.reader(), tenant.certified())
                                .flatMap(principal -> Stream.of(principal.clientId(), principal.objectId())))
                .toList();
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void aFailedTestTellsItsCallsAndWhereTheyAreShown() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(FailingCase.class).getFailures()).hasSize(2);
        } finally {
            System.setErr(before);
        }

        List<String> lines = told.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(FailingCase.TENANTS).hasSize(2);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("oneIsRefused"))
                .anyMatch(line -> line.matches(
                        " *workspace GET /subscriptions/[^/]+/resourceGroups/rg \\(AAD, accepted\\) answered 403"))
                .anyMatch(line -> line.matches("See https://console\\..*/flow/[0-9a-f-]{36}"));
    }

    private static TestExecutionSummary run(Class<?>... classes) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (Class<?> test : classes) {
            request.selectors(selectClass(test));
        }
        LauncherDiscoveryRequest once = request.configurationParameter(
                        "junit.jupiter.execution.parallel.enabled", "false")
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(once, listener);
        return listener.getSummary();
    }
}
