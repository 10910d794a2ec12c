package io.mltwin.resourceprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.resourceprovider.ResourceType.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a declaration answers, and in which order the phases of a change run. */
class ResourceTypesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "/subscriptions/s1/resourceGroups/g1/providers/";

    @JsonIgnoreProperties(ignoreUnknown = true)
    record VaultBody(String location, Integer days) {}

    private final List<String> phases = new ArrayList<>();
    private final NotedClaimRows rows = new NotedClaimRows(phases);
    private final ResourceTypes types = new ResourceTypes(
            List.of(this::declarations, () -> List.of(ResourceType.notBuilt("Microsoft.HDInsight"))),
            JSON,
            this::inOne,
            new ResourceClaims(rows));

    private Outcome inOne(Supplier<Outcome> work) {
        phases.add("begin");
        Outcome outcome = work.get();
        phases.add("commit");
        return outcome;
    }

    private List<ResourceType> declarations() {
        return List.of(
                ResourceType.named("Microsoft.KeyVault/vaults")
                        .get(ResourceTypesTest::vault)
                        .list(call -> List.of("v1", "v2"))
                        .put(ResourceChange.reading(VaultBody.class, "vault")
                                .validate((call, body) -> validate(body))
                                .prepare((call, body) -> prepare())
                                .apply((call, body, key) -> save(body, key))
                                .afterCommit(call -> phases.add("read again")))
                        .delete(call -> Outcome.deleted(call.id().name().equals("v1")))
                        .action("listKeys", call -> Map.of("key", "k"))
                        .action(
                                "rotate",
                                ResourceChange.readingOptional(VaultBody.class, "rotation")
                                        .apply((call, body) -> Outcome.accepted(202, body, "operation")))
                        .action(
                                "move",
                                ResourceChange.readingTree()
                                        .exclusivelyByName()
                                        .prepare((call, body) -> prepare())
                                        .apply((call, body, key) -> Outcome.ok(null)))
                        .action(
                                "recover",
                                ResourceChange.reading(VaultBody.class, "vault")
                                        .validate((call, body) -> validate(body))
                                        .exclusively()
                                        .prepare((call, body) -> prepare())
                                        .apply((call, body, key) -> save(body, key))
                                        .afterCommit(call -> phases.add("read again")))
                        .notBuilt(Verb.PATCH)
                        .build(),
                ResourceType.named("Microsoft.KeyVault/checkNameAvailability")
                        .post(call -> Map.of("nameAvailable", true))
                        .build(),
                ResourceType.named("Microsoft.KeyVault/deletedVaults")
                        .require(ResourceTypesTest::requireSubscription)
                        .get(call -> Map.of())
                        .headWithoutContent()
                        .build());
    }

    private static Map<String, String> vault(ArmCall call) {
        if (call.id().name().equals("gone")) {
            throw ArmErrors.resourceNotFound(call.id());
        }
        return Map.of("name", call.id().name());
    }

    private static void requireSubscription(ArmCall call) {
        if (call.id().resourceGroup() != null) {
            throw ArmErrors.missingSubscription();
        }
    }

    private void validate(VaultBody body) {
        phases.add("validate");
        if (body.location() == null) {
            throw ArmErrors.locationRequired();
        }
    }

    private String prepare() {
        phases.add("prepare");
        return "key";
    }

    private Outcome save(VaultBody body, String key) {
        phases.add("apply with " + key);
        return Outcome.saved(true, body);
    }

    private static ArmCall call(String method, String path, String body) {
        return new ArmCall(
                method,
                ArmTarget.parse(path),
                "2022-07-01",
                Map.of(),
                body == null ? null : tree(body),
                new Caller("t", "o", null, null, List.of()),
                "c",
                "https://management");
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
                    GET    | Microsoft.KeyVault/vaults/v1               | 200 | {'name':'v1'}
                    HEAD   | microsoft.keyvault/VAULTS/v1               | 200 | {'name':'v1'}
                    GET    | Microsoft.KeyVault/vaults                  | 200 | {'value':['v1','v2']}
                    DELETE | Microsoft.KeyVault/vaults/v1               | 200 | -
                    DELETE | Microsoft.KeyVault/vaults/v2               | 204 | -
                    POST   | Microsoft.KeyVault/vaults/v1/listKeys      | 200 | {'key':'k'}
                    POST   | Microsoft.KeyVault/vaults/v1/LISTKEYS      | 200 | {'key':'k'}
                    POST   | Microsoft.KeyVault/vaults/v1/rotate        | 202 | -
                    POST   | Microsoft.KeyVault/checkNameAvailability   | 200 | {'nameAvailable':true}
                    """)
    void answers(String method, String path, int status, String body) {
        // When
        ArmAnswer answer = types.handle(call(method, GROUP + path, null));

        // Then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body == null ? null : tree(body));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    POST   | Microsoft.KeyVault/vaults/v1               | 405 | HttpMethodNotAllowed
                    POST   | Microsoft.KeyVault/vaults                  | 405 | HttpMethodNotAllowed
                    PUT    | Microsoft.KeyVault/vaults                  | 405 | HttpMethodNotAllowed
                    HEAD   | Microsoft.KeyVault/vaults                  | 405 | HttpMethodNotAllowed
                    GET    | Microsoft.KeyVault/checkNameAvailability   | 405 | HttpMethodNotAllowed
                    PATCH  | Microsoft.KeyVault/vaults/v1               | 501 | NotImplemented
                    POST   | Microsoft.KeyVault/vaults/v1/backup        | 501 | NotImplemented
                    GET    | Microsoft.KeyVault/vaults/v1/listKeys      | 501 | NotImplemented
                    GET    | Microsoft.KeyVault/vaults/v1/keys/k1       | 501 | NotImplemented
                    GET    | Microsoft.HDInsight/clusters               | 501 | NotImplemented
                    GET    | Microsoft.KeyVault/deletedVaults/v1        | 404 | MissingSubscription
                    PUT    | Microsoft.KeyVault/vaults/v1               | 400 | InvalidRequestContent
                    """)
    void refuses(String method, String path, int status, String code) {
        // When
        AzureException fault =
                catchThrowableOfType(AzureException.class, () -> types.handle(call(method, GROUP + path, null)));

        // Then
        assertThat(fault.status()).isEqualTo(status);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(phases).isEmpty();
    }

    @Test
    void aChangeRunsItsPhasesInOrder() {
        // When
        ArmAnswer answer = types.handle(call("PUT", GROUP + "Microsoft.KeyVault/vaults/v1", "{'location':'eastus'}"));

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(phases).containsExactly("validate", "prepare", "begin", "apply with key", "commit", "read again");
    }

    @Test
    void anExclusiveChangeIsClaimedBeforeItIsPreparedAndConfirmedFirstInItsTransaction() {
        // When
        types.handle(call("POST", GROUP + "Microsoft.KeyVault/vaults/v1/recover", "{'location':'eastus'}"));

        // Then
        assertThat(phases)
                .containsExactly(
                        "validate", "claim", "prepare", "begin", "confirm", "apply with key", "commit", "read again");
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/s1/resourceGroups/g1, v1, recover, waits for nothing",
        "/subscriptions/s1/resourceGroups/g1, v1, move, Conflict",
        "/subscriptions/s2/resourceGroups/g2, V1, move, Conflict",
        "/subscriptions/s2/resourceGroups/g2, v2, move, waits for nothing"
    })
    void aNameThatIsUniqueIsClaimedInEveryScope(String scope, String name, String action, String expected) {
        // Given
        rows.claim("/providers/microsoft.keyvault/vaults/v1", "another replica's");

        // When
        String path = scope + "/providers/Microsoft.KeyVault/vaults/" + name + "/" + action;
        AzureException fault = catchThrowableOfType(
                AzureException.class, () -> types.handle(call("POST", path, "{'location':'eastus'}")));

        // Then
        assertThat(fault == null ? "waits for nothing" : fault.code()).isEqualTo(expected);
    }

    @Test
    void aRefusedBodyReachesNeitherOtherServicesNorTheDatabase() {
        // When
        AzureException fault = catchThrowableOfType(
                AzureException.class, () -> types.handle(call("PUT", GROUP + "Microsoft.KeyVault/vaults/v1", "{}")));

        // Then
        assertThat(fault.code()).isEqualTo("LocationRequired");
        assertThat(phases).containsExactly("validate");
    }

    @Test
    void aBodyOfAnotherFormIsNamed() {
        // When
        AzureException fault = catchThrowableOfType(
                AzureException.class,
                () -> types.handle(call("PUT", GROUP + "Microsoft.KeyVault/vaults/v1", "{'days':'many'}")));

        // Then
        assertThat(fault.getMessage())
                .isEqualTo("The vault cannot be read: the value of 'days' has not the expected form.");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    PUT    | vaults/v1           | {'location':3}                    | The vault cannot be read: the value of 'location' has not the expected form.
                    PUT    | vaults/v1           | {'location':true,'days':3}        | The vault cannot be read: the value of 'location' has not the expected form.
                    PUT    | vaults/v1           | {'location':['eastus']}           | The vault cannot be read: the value of 'location' has not the expected form.
                    PUT    | vaults/v1           | {'location':{'name':'eastus'}}    | The vault cannot be read: the value of 'location' has not the expected form.
                    POST   | vaults/v1/rotate    | {'location':3.5}                  | The rotation cannot be read: the value of 'location' has not the expected form.
                    POST   | vaults/v1/move      | {'location':3}                    | The request content cannot be read: the value of 'location' has not the expected form.
                    """)
    void aLocationIsAText(String method, String path, String body, String message) {
        // When
        AzureException fault = catchThrowableOfType(
                AzureException.class, () -> types.handle(call(method, GROUP + "Microsoft.KeyVault/" + path, body)));

        // Then
        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.code()).isEqualTo("InvalidRequestContent");
        assertThat(fault).hasMessage(message);
        assertThat(phases).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mars", "eastus!", "../eastus", "global"})
    void aLocationIsARegion(String location) {
        // When
        AzureException fault = catchThrowableOfType(
                AzureException.class,
                () -> types.handle(
                        call("PUT", GROUP + "Microsoft.KeyVault/vaults/v1", "{'location':'" + location + "'}")));

        // Then
        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.code()).isEqualTo("LocationNotAvailableForResourceType");
        assertThat(phases).isEmpty();
    }

    @Test
    void anOptionalBodyIsReadWhenItIsThere() {
        // When
        ArmAnswer answer = types.handle(call("POST", GROUP + "Microsoft.KeyVault/vaults/v1/rotate", "{'days':3}"));

        // Then
        assertThat(answer.body().path("days").asInt()).isEqualTo(3);
        assertThat(answer.operationId()).isEqualTo("operation");
    }

    @Test
    void headMayComeWithoutContent() {
        // When
        ArmAnswer answer =
                types.handle(call("HEAD", "/subscriptions/s1/providers/Microsoft.KeyVault/deletedVaults/v1", null));

        // Then
        assertThat(answer.status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.KeyVault/vaults, true",
        "MICROSOFT.KEYVAULT/vaults/secrets/versions, true",
        "Microsoft.HDInsight/clusters, true",
        "Microsoft.KeyVault, false",
        "Microsoft.KeyVault/vaultsOfOthers, false"
    })
    void coversATypeAndWhatLiesBelowIt(String type, boolean covered) {
        assertThat(types.cover(type)).isEqualTo(covered);
    }

    @Test
    void aTypeIsDeclaredOnce() {
        ResourceProvider provider = () -> List.of(ResourceType.notBuilt("Microsoft.Web"));
        ResourceProvider again = () -> List.of(ResourceType.notBuilt("microsoft.web"));
        assertThatThrownBy(() -> new ResourceTypes(List.of(provider, again), JSON, work -> null, null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("microsoft.web is declared twice");
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.KeyVault/vaults/v1, true",
        "Microsoft.KeyVault/VAULTS/gone, false",
        "Microsoft.KeyVault/keys/v1, false",
        "Microsoft.HDInsight/clusters/c1, false",
        "Microsoft.KeyVault/checkNameAvailability/x, false"
    })
    void tellsWhetherAResourceExists(String path, boolean exists) {
        assertThat(types.exists(ArmResourceId.parse(GROUP + path))).isEqualTo(exists);
    }
}
