package io.mltwin.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials.ServicePrincipal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A CI job as in "Create, run, and delete Azure ML resources using REST": bash and curl, and the
 * service principal sp1 alone, which nobody signs in for.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class CiWorkflowTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Path CHECKOUT = Path.of(System.getProperty("mltwin.checkout"));
    private static final String TRAINING = """
            public class Hello {
                public static void main(String[] arguments) {
                    System.out.println("trained by CI");
                }
            }
            """;

    @TempDir
    static Path folder;

    @Test
    void aServicePrincipalMakesAWorkspaceAndARunWithoutInteraction() throws Exception {
        Path script = Files.writeString(folder.resolve("Hello.java"), TRAINING);
        // every name is this machine, whether or not it can resolve names below .localhost
        Files.writeString(folder.resolve(".curlrc"), "connect-to = ::localhost:\n");
        Path output = folder.resolve("output");
        ProcessBuilder job = new ProcessBuilder(
                        "bash",
                        CHECKOUT.resolve("e2e-tests/clients/ci-workflow.sh").toString(),
                        script.toString())
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        String path = job.environment().get("PATH");
        job.environment().clear();
        job.environment().put("PATH", path);
        job.environment().putAll(variables());

        Process running = job.start();
        boolean ended = running.waitFor(90, TimeUnit.SECONDS);
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        running.destroyForcibly();

        String said = Files.readString(output);
        assertThat(ended).as(said).isTrue();
        assertThat(running.exitValue()).as(said).isZero();
        assertThat(said).contains("is Completed").endsWith("done\n");
        assertThat(said).doesNotContain(sp1().secret());
    }

    private static Map<String, String> variables() {
        return Map.of(
                "CURL_HOME",
                folder.toString(),
                "CURL_CA_BUNDLE",
                PLATFORM.platform().folder().caCertificate().toString(),
                "AZURE_AUTHORITY_HOST",
                PLATFORM.host("login", PlatformService.IDENTITY),
                "MANAGEMENT",
                PLATFORM.host("management", PlatformService.WORKSPACE),
                "AZURE_TENANT_ID",
                sp1().tenantId(),
                "AZURE_CLIENT_ID",
                sp1().applicationId(),
                "AZURE_CLIENT_SECRET",
                sp1().secret(),
                "AZURE_SUBSCRIPTION_ID",
                PLATFORM.fixture().resourceGroup().subscriptionId(),
                "AZURE_RESOURCE_GROUP",
                PLATFORM.fixture().resourceGroup().name(),
                "WORKSPACE",
                "ci-" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static ServicePrincipal sp1() {
        return PLATFORM.platform().credentials().servicePrincipals().get("sp1");
    }
}
