package io.mltwin.managedidentities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityRequestTest {

    private static final String ID =
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1";

    private static IdentityRequest read(String identity) throws JsonProcessingException {
        return IdentityRequest.read(
                new ObjectMapper().readTree(identity.replace('\'', '"').replace("ID", ID)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'None'} | false | false | 0 | 0",
                "{'type':'systemassigned'} | true | false | 0 | 0",
                "{'type':'SystemAssigned'} | true | false | 0 | 0",
                "{'type':'UserAssigned','userAssignedIdentities':{'ID':{}}} | false | true | 1 | 0",
                "{'type':'SystemAssigned, UserAssigned','userAssignedIdentities':{'ID':null}} | true | true | 0 | 1",
                "{'type':'SystemAssigned,UserAssigned','userAssignedIdentities':null} | true | true | 0 | 0"
            })
    void eachTypeIsRead(String identity, boolean systemAssigned, boolean userAssigned, int given, int taken)
            throws JsonProcessingException {
        // When
        IdentityRequest request = read(identity);

        // Then
        assertThat(request.systemAssigned()).isEqualTo(systemAssigned);
        assertThat(request.userAssigned()).isEqualTo(userAssigned);
        assertThat(request.given()).hasSize(given);
        assertThat(request.taken()).hasSize(taken);
    }

    @Test
    void aRequestThatSaysNothingIsNull() throws JsonProcessingException {
        assertThat(read("null")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | identity.type is",
                "{'type':'Everything'} | identity.type is",
                "{'type':'UserAssigned','userAssignedIdentities':['ID']} | identity.userAssignedIdentities is an object",
                "{'type':'UserAssigned','userAssignedIdentities':{'ID':1}} | is {} or null",
                "{'type':'UserAssigned','userAssignedIdentities':{'/subscriptions/s':{}}} | is no id of a",
                "{'type':'UserAssigned','userAssignedIdentities':{'id1':{}}} | is no id of a",
                "{'type':'SystemAssigned','userAssignedIdentities':{'ID':{}}} | needs an identity.type with UserAssigned"
            })
    void aMalformedIdentityIsRefused(String identity, String message) {
        assertThatThrownBy(() -> read(identity))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        refused -> assertThat(refused.status()).isEqualTo(400))
                .hasMessageContaining(message);
    }
}
