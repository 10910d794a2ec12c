package io.mltwin.workspace.machinelearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request for a workspace may say. */
class WorkspaceValidatorTest {

    private static final ArmResourceId GROUP = ArmResourceId.subscription("s1").resourceGroup("rg1");

    @ParameterizedTest
    @ValueSource(strings = {"abc", "ws1", "A-b_c", "1ws", "a23456789012345678901234567890123"})
    void names(String name) {
        assertThatCode(() -> WorkspaceValidator.validatePut(id(name), body("{\"location\":\"eastus\"}")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "-abc", "_abc", "a.b", "a234567890123456789012345678901234"})
    void otherNamesAreRefused(String name) {
        assertFault(name, "{\"location\":\"eastus\"}", 400, "InvalidResourceName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wörk", "wor\u212a", "work\u017f"})
    void aNameInOtherLettersNamesNothing(String name) {
        assertFault(name, "{\"location\":\"eastus\"}", 404, "ResourceNotFound");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 400 | LocationRequired",
                "{'location':'mars'} | 400 | LocationNotAvailableForResourceType",
                "{'location':'eastus','kind':'Hub'} | 501 | NotImplemented",
                "{'location':'eastus','properties':{'encryption':{'status':'Perhaps'}}} | 400 |" + " ValidationError",
                "{'location':'eastus','properties':{'encryption':{'status':'Enabled','keyVaultProperties':{'identityClientId':'i'}}}}"
                        + " | 501 | NotImplemented",
                "{'location':'eastus','properties':{'encryption':{'status':'Disabled','identity':{'userAssignedIdentity':'i'}}}}"
                        + " | 400 | ValidationError",
                "{'location':'eastus','properties':{'publicNetworkAccess':'Perhaps'}} | 400 |" + " ValidationError",
                "{'location':'eastus','properties':{'systemDatastoresAuthMode':'key'}} | 400 |" + " ValidationError",
                "{'location':'eastus','properties':{'systemDatastoresAuthMode':'userDelegationSas'}}"
                        + " | 501 | NotImplemented",
                "{'location':'eastus','properties':{'managedNetwork':{'isolationMode':'AllowInternetOutbound'}}}"
                        + " | 501 | NotImplemented",
                "{'location':'eastus','properties':{'imageBuildCompute':'c'}} | 501 | NotImplemented",
                "{'location':'eastus','properties':{'serviceManagedResourcesSettings':{'cosmosDb':{'collectionsThroughput':1000}}}}"
                        + " | 501 | NotImplemented",
                "{'location':'eastus','properties':{'sharedPrivateLinkResources':[{}]}} | 501 |" + " NotImplemented"
            })
    void whatIsNotEnforcedIsRefused(String body, int status, String code) {
        assertFault("ws1", body.replace('\'', '"'), status, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'location':'East US','identity':{'type':'systemassigned'}}",
                "{'location':'eastus','properties':{'encryption':{'status':'Disabled'},'publicNetworkAccess':'Enabled'}}",
                "{'location':'eastus','properties':{'publicNetworkAccess':'disabled'}}",
                "{'location':'eastus','properties':{'v1LegacyMode':true,'hbiWorkspace':true,'imageBuildCompute':''}}",
                "{'location':'eastus','properties':{'serviceManagedResourcesSettings':{'cosmosDb':{'collectionsThroughput':null}}}}",
                "{'location':'eastus','properties':{'unknown':{'a':1},'managedNetwork':{'isolationMode':'Disabled'}}}"
            })
    void whatHasNoEffectPasses(String body) {
        assertThatCode(() -> WorkspaceValidator.validatePut(id("ws1"), body(body.replace('\'', '"'))))
                .doesNotThrowAnyException();
    }

    /**
     * Spelled as the specification (AccessKey), the documents, or MLClient's template (nothing).
     */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "AccessKey, accessKey",
                "accesskey, accessKey",
                "Identity, identity",
                "identity, identity",
                "'', -",
                "-, -"
            })
    void authModesAreSpelledInOneWay(String given, String mode) throws JsonProcessingException {
        WorkspaceBody asked =
                given == null ? body("{}") : body("{\"properties\":{\"systemDatastoresAuthMode\":\"" + given + "\"}}");

        assertThat(WorkspaceValidator.authMode(WorkspaceValidator.properties(asked)))
                .isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({"eastus, eastus", "East US, eastus", "WestEurope, westeurope"})
    void regionsAreNormalised(String given, String region) throws JsonProcessingException {
        assertThat(WorkspaceValidator.region(body("{\"location\":\"" + given + "\"}")))
                .isEqualTo(region);
    }

    private void assertFault(String name, String body, int status, String code) {
        assertThatThrownBy(() -> WorkspaceValidator.validatePut(id(name), body(body)))
                .isInstanceOfSatisfying(AzureException.class, fault -> {
                    assertThat(fault.status()).isEqualTo(status);
                    assertThat(fault.code()).isEqualTo(code);
                });
    }

    private WorkspaceBody body(String text) throws JsonProcessingException {
        return Json.read(text, WorkspaceBody.class);
    }

    private static ArmResourceId id(String name) {
        return GROUP.provider("Microsoft.MachineLearningServices", "workspaces", name);
    }
}
