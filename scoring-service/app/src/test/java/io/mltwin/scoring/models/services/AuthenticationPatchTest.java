package io.mltwin.scoring.models.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationPatchTest {

    /** What stands before, what the PATCH sets each member to (empty: not named), what follows. */
    @ParameterizedTest(name = "{0} {1}: authEnabled={2} aadAuthEnabled={3} makes {4}")
    @CsvSource({
        "AKS,KEY,,true,TOKEN",
        "AKS,KEY,false,true,TOKEN",
        "AKS,KEY,true,true,400",
        "AKS,KEY,false,,NONE",
        "AKS,KEY,,false,KEY",
        "AKS,KEY,true,false,KEY",
        "AKS,TOKEN,true,,KEY",
        "AKS,TOKEN,true,false,KEY",
        "AKS,TOKEN,true,true,400",
        "AKS,TOKEN,,false,NONE",
        "AKS,TOKEN,false,,TOKEN",
        "AKS,NONE,,true,TOKEN",
        "AKS,NONE,true,,KEY",
        "AKS,NONE,true,true,400",
        "AKS,NONE,false,false,NONE",
        "ACI,KEY,,true,400",
        "ACI,NONE,,true,400",
        "ACI,NONE,true,,KEY",
        "ACI,KEY,,false,KEY",
        "ACI,KEY,false,,NONE"
    })
    void oneFormSwitchesTheOtherOff(
            ComputeType type, Authentication before, Boolean authEnabled, Boolean aadAuthEnabled, String expected) {
        // Given
        ArrayNode operations = new ObjectMapper().createArrayNode();
        operations.addObject().put("op", "test").put("path", "/authEnabled").put("value", true);
        add(operations, "authEnabled", authEnabled);
        add(operations, "aadAuthEnabled", aadAuthEnabled);
        boolean key = authEnabled == null ? before == Authentication.KEY : authEnabled;
        boolean token = aadAuthEnabled == null ? before == Authentication.TOKEN : aadAuthEnabled;
        // When, Then
        if (expected.equals("400")) {
            assertThatThrownBy(() -> AuthenticationPatch.apply(before, type, operations, key, token))
                    .isInstanceOfSatisfying(
                            AzureException.class,
                            fault -> assertThat(fault.status()).isEqualTo(400));
        } else {
            assertThat(AuthenticationPatch.apply(before, type, operations, key, token))
                    .isEqualTo(Authentication.valueOf(expected));
        }
    }

    private static void add(ArrayNode operations, String member, Boolean value) {
        if (value != null) {
            operations
                    .addObject()
                    .put("op", "replace")
                    .put("path", "/" + member)
                    .put("value", value);
        }
    }
}
