package io.mltwin.identity.rbac.access;

import static io.mltwin.identity.rbac.RolesUnderTest.CONTRIBUTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.rbac.RolesUnderTest;
import io.mltwin.identity.rbac.RolesUnderTest.Colleague;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.testkit.AnswerTimes;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.HeapSize;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services that ask for many invented groups, principals and scopes: others are answered, and then the heap is back within a tenth. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class HostileQuestionsResourceTest {

    @FromPlatform
    TestPlatform platform;

    @ParameterizedTest(name = "{0} questions of {1} groups and {2} scopes")
    @CsvSource({"30, 90000, 1, 400", "200, 200, 500, 200", "2000, 0, 1, 200"})
    void inventedNamesAreForgotten(int questions, int groups, int scopes, int status) {
        // Given
        RolesUnderTest roles = new RolesUnderTest(platform);
        Colleague dana = roles.join(roles.group(), CONTRIBUTOR);
        String token = roles.service(PlatformService.WORKSPACE);
        assertThat(roles.mayCall(dana, "GET", roles.workspace())).isTrue();
        List<String> many = IntStream.range(0, groups)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
        HeapSize heap = new HeapSize();
        // When
        for (int i = 0; i < questions; i++) {
            List<Map<String, String>> checks = IntStream.range(0, scopes)
                    .mapToObj(scope -> Map.of(
                            "action",
                            "Microsoft.Storage/storageAccounts/read",
                            "scope",
                            "/subscriptions/" + UUID.randomUUID()))
                    .toList();
            assertThat(roles.send(
                                    token,
                                    "POST",
                                    "/_mltwin/access/check",
                                    Map.of("principalId", UUID.randomUUID(), "groups", many, "checks", checks))
                            .status())
                    .isEqualTo(status);
        }
        // Then
        AnswerTimes.requireSoon(
                () -> assertThat(roles.mayCall(dana, "GET", roles.workspace())).isTrue());
        heap.requireBack();
    }
}
