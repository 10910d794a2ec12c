package io.mltwin.compute.computeinstances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceValidatorTest {

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) JsonMapper.builder()
                .build()
                .readTree(text.replace('\'', '"')
                        .replace("@SIZE", "\"vmSize\":\"STANDARD_DS3_V2\"")
                        .replace("@GUID", "0f0e0d0c-0000-4000-8000-000000000001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a-b-c", "a1b", "a234-b678-c012-d456-e890"})
    void acceptsNames(String name) {
        assertThatCode(() -> InstanceValidator.validateName(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "1abc", "abc-1", "abc-", "a_bc", "a234567890123456789012345"})
    void refusesNames(String name) {
        assertThatThrownBy(() -> InstanceValidator.validateName(name)).isInstanceOf(AzureException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{@SIZE}",
                "{'vmSize':'standard_d2','schedules':{},'setupScripts':{'scripts':{'startupScript':null}}}",
                "{@SIZE,'applicationSharingPolicy':'personal','enableSSO':true}",
                "{@SIZE,'sshSettings':{'sshPublicAccess':'Disabled'}}",
                "{@SIZE,'personalComputeInstanceSettings':{'assignedUser':{'objectId':'@GUID','tenantId':'@GUID'}}}",
                "{@SIZE,'idleTimeBeforeShutdown':'PT15M'}"
            })
    void acceptsWhatIsBuilt(String text) {
        assertThatCode(() -> InstanceValidator.validate(json(text))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{} | 400",
                "{'vmSize':'large'} | 400",
                "{@SIZE,'subnet':{'id':'x'}} | 501",
                "{@SIZE,'customServices':[{'name':'x'}]} | 501",
                "{@SIZE,'applicationSharingPolicy':'Public'} | 400",
                "{@SIZE,'enableRootAccess':'yes'} | 400",
                "{@SIZE,'sshSettings':'on'} | 400",
                "{@SIZE,'sshSettings':{'adminPublicKey':'key'}} | 400",
                "{@SIZE,'sshSettings':{'sshPublicAccess':'Enabled'}} | 400",
                "{@SIZE,'sshSettings':{'sshPublicAccess':'Enabled','adminPublicKey':'ssh-rsa"
                        + " AAAABBBBCCCCDDDDEEEE me'}} | 501",
                "{@SIZE,'personalComputeInstanceSettings':{'assignedUser':{'objectId':'@GUID'}}} |" + " 400",
                "{@SIZE,'idleTimeBeforeShutdown':'PT14M'} | 400",
                "{@SIZE,'idleTimeBeforeShutdown':'P4D'} | 400",
                "{@SIZE,'idleTimeBeforeShutdown':'soon'} | 400"
            })
    void refusesTheRest(String text, int status) {
        assertThatThrownBy(() -> InstanceValidator.validate(json(text)))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(status));
    }

    @Test
    void theAssignedUserStays() throws Exception {
        JsonNode of = json("{'personalComputeInstanceSettings':{'assignedUser':{'objectId':'a','tenantId':'t'}}}");

        assertThatCode(() -> InstanceValidator.validateChange(of, of.deepCopy()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> InstanceValidator.validateChange(of, json("{}")))
                .isInstanceOf(AzureException.class);
    }

    @Test
    void azuresDefaultsAreStored() throws Exception {
        assertThat(InstanceValidator.kept(json("{@SIZE,'unknown':1,'enableSSO':false}")))
                .isEqualTo(
                        json(
                                "{@SIZE,'applicationSharingPolicy':'Shared','computeInstanceAuthorizationType':'personal','sshSettings':{'sshPublicAccess':'Disabled'},'enableSSO':false}"));
        assertThat(InstanceValidator.idle(json("{'idleTimeBeforeShutdown':'PT1H'}")))
                .contains(Duration.ofHours(1));
        assertThat(InstanceValidator.idle(json("{}"))).isEmpty();
    }
}
