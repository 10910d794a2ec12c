package io.mltwin.tokencheck;

import static io.mltwin.tokencheck.TokenTable.OBJECT;
import static io.mltwin.tokencheck.TokenTable.issuer;

import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestToken;
import java.security.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Tokens of every kind with up to three things changed in each, the same ones in every run. */
final class TokenVariety {

    private static final int TOKENS = 300;
    private static final List<String> CLAIMS =
            List.of("iss", "aud", "exp", "nbf", "tid", "appid", "oid", "runId", "workspaceScope", "sub");

    private final Random random = new Random(19);
    private final Key stranger = TestIssuer.newKeys().getPrivate();
    private final List<Supplier<TestToken>> kinds = List.of(
            TokenTable::vaultToken,
            TokenTable::run,
            () -> TokenTable.assertion("keyvault"),
            () -> issuer.service("compute", "keyvault"),
            issuer::admin,
            TokenCheckTest::operator,
            () -> issuer.aadVersion2(TokenTable.VAULT_AUDIENCE, OBJECT),
            () -> issuer.notebook("https://n.notebooks.test", "/w", OBJECT));
    private final List<Object> values = Arrays.asList(
            null,
            7,
            -1L,
            Long.MAX_VALUE,
            true,
            "",
            "text",
            List.of(),
            List.of("a"),
            List.of("a", "b"),
            1_000_000_000,
            "api://mltwin/keyvault",
            "api://mltwin-admin",
            issuer.azureAd(TestIssuer.TENANT),
            issuer.management(),
            issuer.login() + "/aml/eastus",
            TestIssuer.TENANT);

    static Stream<Arguments> tokens() {
        TokenVariety variety = new TokenVariety();
        return IntStream.range(0, TOKENS).mapToObj(number -> variety.next());
    }

    private Arguments next() {
        List<String> changes = new ArrayList<>();
        int kind = random.nextInt(kinds.size());
        TestToken token = kinds.get(kind).get();
        for (int i = random.nextInt(3); i > 0; i--) {
            String claim = CLAIMS.get(random.nextInt(CLAIMS.size()));
            Object value = values.get(random.nextInt(values.size()));
            changes.add(claim + "=" + value);
            token.claim(claim, value);
        }
        switch (random.nextInt(8)) {
            case 0 -> {
                changes.add("another key");
                token.signedBy("RS256", stranger);
            }
            case 1 -> {
                changes.add("another key name");
                token.keyId("stranger");
            }
            case 2 -> {
                changes.add("no key name");
                token.keyId(null);
            }
            default -> {}
        }
        String text = token.sign();
        if (random.nextInt(4) == 0) {
            int at = random.nextInt(text.length());
            changes.add("letter " + at);
            text = text.substring(0, at) + letter() + text.substring(at + 1);
        }
        return Arguments.of("kind " + kind + " " + changes, text);
    }

    private char letter() {
        return "ABab01-_.=/ ".charAt(random.nextInt(12));
    }
}
