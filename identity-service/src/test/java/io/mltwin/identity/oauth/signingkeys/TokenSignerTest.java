package io.mltwin.identity.oauth.signingkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

class TokenSignerTest {

    @Test
    void libraryVerifiesItsSignaturesFromManyThreads() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        byte[] certificate = KeyCertificate.of(pair, Instant.EPOCH, new SecureRandom());
        TokenSigner signer = new TokenSigner(
                new SigningKey("k1", pair.getPrivate(), (RSAPublicKey) pair.getPublic(), certificate, "t1", null));
        Map<String, Object> claims = Map.of("aud", "a\"é", "exp", 5L, "groups", List.of("g"));

        List<String> tokens = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> signer.sign(claims, i % 2 == 0))
                .toList();

        for (int i = 0; i < tokens.size(); i++) {
            JsonWebSignature read = new JsonWebSignature();
            read.setCompactSerialization(tokens.get(i));
            read.setKey(pair.getPublic());
            assertThat(read.verifySignature()).isTrue();
            assertThat(read.getKeyIdHeaderValue()).isEqualTo("k1");
            assertThat(read.getAlgorithmHeaderValue()).isEqualTo("RS256");
            assertThat(read.getX509CertSha1ThumbprintHeaderValue()).isEqualTo(i % 2 == 0 ? "t1" : null);
            JwtClaims payload = JwtClaims.parse(read.getPayload());
            assertThat(payload.getStringClaimValue("aud")).isEqualTo("a\"é");
            assertThat(payload.getClaimValue("exp")).isEqualTo(5L);
        }
    }
}
