package io.mltwin.local.azurecli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.local.trust.OperatorCredentials.ServicePrincipal;
import io.mltwin.local.trust.OperatorCredentials.User;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureAccountTest {
    private final OperatorCredentials credentials = new OperatorCredentials(
            null,
            Map.of("rita", new User("t1", "o1", "rita@contoso.test", "word")),
            Map.of(
                    "reader", new ServicePrincipal("t1", "app1", "o2", "secret", null, null),
                    "console", new ServicePrincipal("t1", "app2", "o3", null, null, null)));

    @Test
    void noSecretStandsInTheArgumentsOfASignIn() {
        assertEquals(
                List.of("login", "--service-principal", "--username", "app1", "--password=@-", "--tenant", "t1"),
                AzureAccount.find(credentials, "reader").login());
        assertEquals(
                List.of("login", "--username", "rita@contoso.test", "--password=@-", "--tenant", "t1"),
                AzureAccount.find(credentials, "rita").login());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "console | 'console' is a public client: people sign in with it, it has no secret.",
                "zoe | There is nobody named 'zoe'; known are reader, rita."
            })
    void whoCannotSignInIsRefusedInOneSentence(String name, String message) {
        RefusalException refusal = assertThrows(RefusalException.class, () -> AzureAccount.find(credentials, name));

        assertEquals(message, refusal.getMessage());
    }

    @Test
    void noSecretIsPrinted() {
        assertEquals("rita", AzureAccount.find(credentials, "rita").toString());
    }
}
