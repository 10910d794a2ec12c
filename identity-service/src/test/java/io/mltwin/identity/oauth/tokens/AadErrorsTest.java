package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.tokens.TokenFixture.assertRefused;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.directory.accounts.AccountErrors;
import io.mltwin.identity.oauth.errors.AadErrors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AadErrorsTest {

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of(AadErrors.wrongSecret("a"), 401, "invalid_client", "7000215"),
                Arguments.of(AadErrors.badAssertion("x"), 401, "invalid_client", "700027"),
                Arguments.of(AadErrors.missingClientProof(), 401, "invalid_client", "7000218"),
                Arguments.of(AadErrors.applicationNotFound("a", "t"), 400, "unauthorized_client", "700016"),
                Arguments.of(
                        AadErrors.applicationNotFound("00000000-0000-0000-0000-000000000000", "t"),
                        400,
                        "unauthorized_client",
                        "700038"),
                Arguments.of(AadErrors.tenantNotFound("t"), 400, "invalid_request", "90002"),
                Arguments.of(AadErrors.invalidTenant("t"), 400, "invalid_tenant", "90002"),
                Arguments.of(AccountErrors.wrongPassword(), 400, "invalid_grant", "50126"),
                Arguments.of(AccountErrors.userNotFound("u", "t"), 400, "invalid_grant", "50034"),
                Arguments.of(AadErrors.resourceNotFound("r", "t"), 400, "invalid_resource", "500011"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void haveAzuresStatusErrorAndCode(AzureException fault, int status, String error, String code) {
        assertRefused(
                () -> {
                    throw fault;
                },
                status,
                error,
                code);
    }
}
