package io.mltwin.keyvault.keys.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which operations a key may be for: the table of Azure's documentation of keys. */
class KeyShapeTest {

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "RSA     | sign verify      | sign verify",
                "RSA     | sign sign        | sign",
                "RSA-HSM | wrapKey          | wrapKey",
                "RSA-HSM | import           | import",
                "RSA-HSM | import import    | import",
                "EC      | sign             | sign"
            })
    void aKeyIsForWhatItsTypeKnows(String kty, String given, String operations) {
        // When
        List<String> found = shape(kty).operations(words(given));

        // Then
        assertThat(found).containsExactlyElementsOf(words(operations));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "RSA     | import",
                "EC      | import",
                "EC-HSM  | import",
                "RSA-HSM | import wrapKey",
                "RSA-HSM | sign import",
                "RSA-HSM | Import",
                "EC      | encrypt",
                "RSA     | fly"
            })
    void whatItsTypeDoesNotKnowIsRefused(String kty, String given) {
        // Given
        KeyShape shape = shape(kty);

        // When, Then
        assertThatThrownBy(() -> shape.operations(words(given)))
                .isInstanceOfSatisfying(AzureException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.code()).isEqualTo("BadParameter");
                });
    }

    private static KeyShape shape(String kty) {
        return KeyShape.of(kty, null, null, true);
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }
}
