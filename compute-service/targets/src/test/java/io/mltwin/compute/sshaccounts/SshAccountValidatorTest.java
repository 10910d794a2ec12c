package io.mltwin.compute.sshaccounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HBI-11: the SSH accounts that a cluster may have, and how they may change. */
class SshAccountValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RSA =
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC2oCeRBNtuIKBXAwOeLGe5IXdMu/L28z4w7m6sTjGmU/Lp7iifiN/UphkE5zd0JjaIAYfmxpkvQgD3r+dQe80w7AatxYnZEDyrl9vL2RGH5SzfFqQwmrky95AOdTDbVrORgs+NDQJ8jNUt51fzBzRDr3Q3gNzkAIytms/vacjmSQqMHSLuQ8+2zvnkBTowYFIkyGjSM3WsBzSfqtHfFJnomP9bwKZBBKyBsVlR+EiaaFcvVzw/hIpm04QJs0AIHs3R998/PeoDptjSJ8p9Df91FJ/2ys596Va4ePuSeFaujfMH4Ai9CPZ30BFJkmSY4zr3qV9NOsGQUqOY1s9IqUUj";
    private static final String SHORT_RSA =
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQCln/WqXNmTj1PUxT05x6781s/z6YA7lkz/E2hLneM17dpWLgLPR/A+m1sDcjJDD88DAocKnfI3h29OrQIxm0dQoNHryD0wd8sodv87J5NNDifr04gDqF6WkyI8HHCWsG8Wgnt8mRgp0OUY+ch0qPyrk2bO/fzb0n+C56HM+VYDsQ==";
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG7ApC8/OD0LW2nJny7Rpqu5SCVUG2Brx0BnIpRlgdk/";
    private static final String ECDSA =
            "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBE6QXZxeb6j60fPQ1d2pz08CT+hs83MGWNZKx4rvumGZz3zhIKqG162s1W8otQkL0gQfaWCkS45rAJiGbIv8IuY=";

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"')
                    .replace("SHORT", SHORT_RSA)
                    .replace("RSA", RSA)
                    .replace("ED25519", ED25519)
                    .replace("ECDSA", ECDSA));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "null | -",
                "{'adminUserName':'azureuser','adminUserPassword':'Str0ng-one'} | -",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'RSA'} | -",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'RSA me@home\\n'} | -",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'ECDSA'} | -",
                "{'adminUserName':'_A-b_9','adminUserPassword':'aB3456','adminUserSshPublicKey':'RSA'} | -",
                "{'adminUserName':'azureuser','adminUserPassword':null,'adminUserSshPublicKey':'RSA'} | -",
                "'azureuser' | userAccountCredentials",
                "{} | adminUserName",
                "{'adminUserName':7,'adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'','adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'1st','adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'-x','adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'me you','adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'me;id','adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'../me','adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'mü','adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'root','adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'Admin','adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'administrator','adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'user5','adminUserPassword':'Str0ng-one'} | adminUserName",
                "{'adminUserName':'azureuser','adminUserPassword':'aB3-5'} | adminUserPassword",
                "{'adminUserName':'azureuser','adminUserPassword':'alllower1'} | adminUserPassword",
                "{'adminUserName':'azureuser','adminUserPassword':'12345678'} | adminUserPassword",
                "{'adminUserName':'azureuser','adminUserPassword':'P@ssw0rd'} | adminUserPassword",
                "{'adminUserName':'azureuser','adminUserPassword':'Password1'} | adminUserPassword",
                "{'adminUserName':'azureuser','adminUserPassword':'Str0ng\\none'} | adminUserPassword",
                "{'adminUserName':'azureuser','adminUserPassword':['Str0ng-one']} | adminUserPassword",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'SHORT'} | adminUserSshPublicKey",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'ssh-rsa AAAA'} | adminUserSshPublicKey",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'ssh-rsa'} | adminUserSshPublicKey",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'my key'} | adminUserSshPublicKey",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'ssh-dss AAAAB3NzaC1kc3MAAACBAP1'} | adminUserSshPublicKey",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'ED25519'} | RSA or ECDSA",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'RSA\\nRSA'} | adminUserSshPublicKey",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'command=\\'id\\' RSA'} | adminUserSshPublicKey",
                "{'adminUserName':'azureuser','adminUserSshPublicKey':'-----BEGIN OPENSSH PRIVATE KEY-----'} | adminUserSshPublicKey"
            })
    void acceptsWhatAnAccountMayHave(String account, String refused) {
        // Given
        ObjectNode inner = JSON.createObjectNode();
        inner.set("userAccountCredentials", json(account));

        // When
        AzureException fault = catchThrowableOfType(AzureException.class, () -> SshAccountRequest.read(inner));

        // Then
        if (refused == null) {
            assertThat(fault).isNull();
            return;
        }
        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.code()).isEqualTo("InvalidRequestContent");
        assertThat(fault.getMessage())
                .contains(refused)
                .doesNotContain("Str0ng", "P@ssw0rd", "Password1", "AAAAB3", "BEGIN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "{'adminUserName':'me','adminUserPassword':'Str0ng-one'} | - | -",
                "{'adminUserName':'me','adminUserPassword':'Str0ng-one'} | false | -",
                "{'adminUserName':'me','adminUserPassword':'Str0ng-one'} | true | disableLocalAuth",
                "{'adminUserName':'me','adminUserSshPublicKey':'RSA'} | false | -",
                "{'adminUserName':'me'} | false | adminUserPassword or adminUserSshPublicKey",
                "{'adminUserName':'me','adminUserPassword':''} | - | adminUserPassword or adminUserSshPublicKey"
            })
    void aNewAccountHasAPasswordOrAKey(String account, Boolean disableLocalAuth, String refused) {
        // Given
        ObjectNode inner = JSON.createObjectNode();
        inner.set("userAccountCredentials", json(account));
        SshAccountRequest request = SshAccountRequest.read(inner).orElseThrow();

        // When
        AzureException fault = catchThrowableOfType(
                AzureException.class, () -> SshAccountValidator.validateNew(request, disableLocalAuth));

        // Then
        assertThat(fault == null ? null : fault.getMessage()).satisfies(message -> {
            if (refused == null) {
                assertThat(message).isNull();
            } else {
                assertThat(message).contains(refused);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                // stored, given, in a subnet, disableLocalAuth
                "{} | {} | false | true | -",
                "{'userAccountCredentials':{'adminUserName':'me'}} | {} | false | - | -",
                "{'userAccountCredentials':{'adminUserName':'me'}} | {'userAccountCredentials':{'adminUserName':'me'}} | false | false | -",
                "{'userAccountCredentials':{'adminUserName':'me'}} | {'userAccountCredentials':{'adminUserName':'you'}} | false | - | userAccountCredentials",
                "{} | {'userAccountCredentials':{'adminUserName':'me'}} | false | - | userAccountCredentials",
                "{'userAccountCredentials':{'adminUserName':'me'}} | {} | false | true | disableLocalAuth",
                "{} | {'remoteLoginPortPublicAccess':'Enabled'} | false | - | -",
                "{} | {'remoteLoginPortPublicAccess':'Disabled'} | false | - | remoteLoginPortPublicAccess",
                "{} | {'remoteLoginPortPublicAccess':'disabled'} | true | - | -",
                "{} | {'remoteLoginPortPublicAccess':'Enabled'} | true | - | remoteLoginPortPublicAccess",
                "{'remoteLoginPortPublicAccess':'Disabled'} | {'remoteLoginPortPublicAccess':'NotSpecified'} | false | - | -",
                "{'remoteLoginPortPublicAccess':'Disabled'} | {'remoteLoginPortPublicAccess':'Enabled'} | false | - | remoteLoginPortPublicAccess"
            })
    void anExistingClusterKeepsItsAccountAndPort(
            String stored, String given, boolean inSubnet, Boolean disableLocalAuth, String refused) {
        // When
        AzureException fault = catchThrowableOfType(
                AzureException.class,
                () -> SshAccountValidator.validateChange(json(stored), json(given), inSubnet, disableLocalAuth));

        // Then
        assertThat(fault == null).isEqualTo(refused == null);
        if (refused != null) {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.getMessage()).contains(refused);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NotSpecified, false, Enabled",
        "NotSpecified, true, Disabled",
        "Enabled, true, Enabled",
        "disabled, false, Disabled",
        ", false, Enabled",
        ", true, Disabled"
    })
    void aPortThatIsNotSpecifiedIsClosedInASubnet(String given, boolean inSubnet, String expected) {
        ObjectNode inner = JSON.createObjectNode().put("remoteLoginPortPublicAccess", given);

        RemoteLogin.read(inner).resolve(inSubnet).write(inner);

        assertThat(inner.path("remoteLoginPortPublicAccess").textValue()).isEqualTo(expected);
    }
}
