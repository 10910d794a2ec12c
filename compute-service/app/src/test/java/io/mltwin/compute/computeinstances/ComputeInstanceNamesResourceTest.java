package io.mltwin.compute.computeinstances;

import static io.mltwin.compute.computeinstances.InstanceWorkspace.assertRefused;
import static io.mltwin.compute.computeinstances.InstanceWorkspace.newName;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of compute instances, each of which is one instance in its region. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ComputeInstanceNamesResourceTest {

    private static final String DELETE = "?underlyingResourceAction=Delete";

    @FromPlatform
    TestPlatform platform;

    private final String name = newName();
    private InstanceWorkspace workspace;

    @BeforeEach
    void aWorkspace() {
        workspace = new InstanceWorkspace(platform);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"ab", "1abc", "a_bc", "a.bc", "abc-", "abc-1", "a-b-22", "abcdefghijklmnopqrstuvwxy"})
    void namesThatNoInstanceHas(String bad) {
        assertRefused(workspace.put(bad, ""), "400 InvalidResourceName");
    }

    @Test
    void aNameIsTakenInTheWholeRegionUntilItsInstanceIsDeleted() {
        // Given
        workspace.put(name, "").statusCode(201);
        InstanceWorkspace other = new InstanceWorkspace(platform, "East US", false);

        // When
        assertRefused(other.put(name.toUpperCase(java.util.Locale.ROOT), ""), "409 Conflict");
        other.send("GET", "/" + name, null).statusCode(404);

        // Then
        InstanceWorkspace far = new InstanceWorkspace(platform, "westeurope", false);
        far.send(
                        "PUT",
                        "/" + name,
                        "{'properties':{'computeType':'ComputeInstance','properties':{'vmSize':'STANDARD_DS3_V2'}}}")
                .statusCode(201);
        workspace.send("DELETE", "/" + name + DELETE, null).statusCode(202);
        workspace
                .send(
                        "PUT",
                        "/" + name,
                        "{'properties':{'computeType':'ComputeInstance','properties':{'vmSize':'STANDARD_DS3_V2'}}}")
                .statusCode(201);
    }

    @Test
    void twoInstancesMadeAtOnceWithOneNameAreOne() throws Exception {
        InstanceWorkspace other = new InstanceWorkspace(platform);
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5; round++) {
                String same = newName();
                List<Future<Integer>> answers = both.invokeAll(List.of(
                        () -> workspace.put(same, "").extract().statusCode(),
                        () -> other.put(same, "").extract().statusCode()));
                assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(201, 409);
            }
        } finally {
            both.shutdownNow();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "AmlCompute | 'vmSize':'STANDARD_DS3_V2','scaleSettings':{'minNodeCount':0,'maxNodeCount':1}",
                "ComputeInstance | 'vmSize':'STANDARD_DS3_V2'"
            })
    void ofOneThatIsMadeTwiceAtOnceOneRequestMakesIt(String type, String properties) throws Exception {
        String body = "{'properties':{'computeType':'" + type + "','properties':{" + properties + "}}}";
        ExecutorService both = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 5; round++) {
                String same = newName();
                List<Integer> answers = new ArrayList<>();
                for (Future<Integer> answer : both.invokeAll(Collections.<Callable<Integer>>nCopies(
                        4,
                        () -> workspace.send("PUT", "/" + same, body).extract().statusCode()))) {
                    answers.add(answer.get());
                }
                assertThat(answers).isSubsetOf(200, 201, 409).containsOnlyOnce(201);
                workspace.send("GET", "/" + same, null).statusCode(200);
            }
        } finally {
            both.shutdownNow();
        }
    }
}
