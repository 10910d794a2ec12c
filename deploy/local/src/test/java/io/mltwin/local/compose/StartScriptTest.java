package io.mltwin.local.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.service.ServiceJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A container's start.sh runs its service as the launcher does, but for the class-data archive. */
class StartScriptTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> services() {
        return Stream.of(PlatformService.values())
                .flatMap(service -> Stream.of(arguments(service, ""), arguments(service, "1")));
    }

    @ParameterizedTest
    @MethodSource("services")
    void aContainersJvmHasTheLaunchersOptions(PlatformService service, String bothCompilers) throws Exception {
        String script = Files.readString(Checkout.find().root().resolve("deploy/compose/start.sh"))
                .replace("/tmp/service.pid", folder.resolve("pid").toString())
                .replace("/mltwin/data/$MLTWIN_SERVICE", folder.toString())
                .replace("exec java ", "printf '%s\\n' ");
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
        bash.environment().put("MLTWIN_SERVICE", service.key());
        bash.environment().put("MLTWIN_BOTH_COMPILERS", bothCompilers);

        Process started = bash.start();
        List<String> options = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        List<String> wanted = new ArrayList<>(ServiceJvm.inContainers(service, bothCompilers.isEmpty()));
        wanted.add("-Dsmallrye.config.locations=/mltwin/private/" + service.key() + "/service.properties");
        wanted.addAll(List.of("-jar", "/opt/mltwin/service/service.jar"));
        assertEquals(0, started.waitFor());
        assertEquals(wanted, options);
    }
}
