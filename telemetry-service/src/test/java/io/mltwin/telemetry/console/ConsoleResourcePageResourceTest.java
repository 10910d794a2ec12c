package io.mltwin.telemetry.console;

import static io.mltwin.telemetry.console.PlayedGovernance.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a resource or group. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class ConsoleResourcePageResourceTest {

    private static final String GROUPS = SCOPE + "/resourceGroups/";

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestPlatform platform;

    /** Azure's names of groups have parentheses and letters of any script. */
    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({"rg-1, rg-1", "my(group), my(group)", "my(group), my%28group%29", "größe, gr%C3%B6%C3%9Fe"})
    void anAddressNamesAnyGroup(String name, String inAddress) {
        ConsoleVisitor olivia = new PlayedGovernance(service, platform).olivia();

        olivia.get("/resources" + GROUPS + inAddress).then().statusCode(200);

        assertThat(platform.calls().received("workspace"))
                .anyMatch(
                        request -> UriEncoding.decodePathSegment(request.path()).equals(GROUPS + name));
    }
}
