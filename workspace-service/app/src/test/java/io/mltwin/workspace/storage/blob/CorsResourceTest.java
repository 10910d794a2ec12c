package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobCorsRule;
import com.azure.storage.blob.models.BlobServiceProperties;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** "CORS support for Azure Storage", "Set Blob Service Properties", "Preflight Blob Request". */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class CorsResourceTest extends WithBlobAccount {

    private static final String RULE =
            "<CorsRule><AllowedOrigins>%s</AllowedOrigins><AllowedMethods>%s</AllowedMethods><MaxAgeInSeconds>%s</MaxAgeInSeconds><ExposedHeaders>%s</ExposedHeaders><AllowedHeaders>%s</AllowedHeaders></CorsRule>";

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void asDocumented(String document, String script) {
        new RequestScript(
                        () -> service.given(name + ".blob.core"),
                        Map.of(
                                "token",
                                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign(),
                                "exact",
                                        cors(rule(
                                                "https://a.example", "GET,PUT", "x-ms-meta-*,Content-Type", "x-ms-*")),
                                "all", cors(rule("*", "GET", "x-ms-request-id", "")),
                                "both",
                                        cors(
                                                rule(
                                                        "https://a.example,https://*.b.example",
                                                        "PUT",
                                                        "",
                                                        "x-ms-meta-a*,Content-Type"),
                                                rule("*", "GET,DELETE", "*", "*")),
                                "wild", cors(rule("*.contoso.com", "GET", "*", "header")),
                                "none", cors()))
                .run(script);
    }

    private static String rule(String origins, String methods, String exposed, String headers) {
        return RULE.formatted(origins, methods, 200, exposed, headers);
    }

    private static String cors(String... rules) {
        return "<StorageServiceProperties><Cors>" + String.join("", rules) + "</Cors></StorageServiceProperties>";
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of("Preflight without rules", """
                        OPTIONS /con/b | Origin: https://a.example | Access-Control-Request-Method: GET => 403 CorsPreflightFailure | Access-Control-Allow-Origin: -
                        OPTIONS /con/b | Access-Control-Request-Method: GET => 400 InvalidHeaderValue
                        OPTIONS /con/b | Origin: https://a.example => 400 InvalidHeaderValue
                        GET /con/b | Origin: https://a.example => 401 NoAuthenticationInformation | Vary: - | Access-Control-Allow-Origin: -
                        """),
                Arguments.of("Preflight by a rule for an origin", """
                        PUT /?restype=service&comp=properties | Authorization: {token} | < {exact} => 202
                        OPTIONS /con/b | Origin: https://a.example | Access-Control-Request-Method: PUT => 200 | Access-Control-Allow-Origin: https://a.example | Access-Control-Allow-Methods: PUT | Access-Control-Allow-Headers: - | Access-Control-Max-Age: 200 | Access-Control-Allow-Credentials: true
                        OPTIONS /none/of/it | Origin: https://a.example | Access-Control-Request-Method: PUT | Access-Control-Request-Headers: x-ms-version,X-MS-Blob-Type => 200 | Access-Control-Allow-Headers: x-ms-version,X-MS-Blob-Type
                        OPTIONS / | Origin: https://a.example | Access-Control-Request-Method: GET => 200
                        OPTIONS /con/b | Origin: https://a.example | Access-Control-Request-Method: PUT | Access-Control-Request-Headers: x-ms-version,content-type => 403 CorsPreflightFailure
                        OPTIONS /con/b | Origin: https://a.example | Access-Control-Request-Method: DELETE => 403 CorsPreflightFailure
                        OPTIONS /con/b | Origin: https://A.example | Access-Control-Request-Method: PUT => 403 CorsPreflightFailure
                        OPTIONS /con/b | Origin: http://a.example | Access-Control-Request-Method: PUT => 403 CorsPreflightFailure
                        """),
                Arguments.of("Rules are looked through in their order", """
                        PUT /?restype=service&comp=properties | Authorization: {token} | < {both} => 202
                        OPTIONS /con/b | Origin: https://x.y.b.example | Access-Control-Request-Method: PUT | Access-Control-Request-Headers: X-Ms-Meta-abc, content-type => 200
                        OPTIONS /con/b | Origin: https://b.example | Access-Control-Request-Method: PUT => 403 CorsPreflightFailure
                        OPTIONS /con/b | Origin: https://evil.example/.b.example | Access-Control-Request-Method: PUT => 403 CorsPreflightFailure
                        OPTIONS /con/b | Origin: https://c.example | Access-Control-Request-Method: PUT => 403 CorsPreflightFailure
                        OPTIONS /con/b | Origin: https://c.example | Access-Control-Request-Method: DELETE | Access-Control-Request-Headers: anything => 200 | Access-Control-Allow-Origin: https://c.example
                        """),
                Arguments.of("A rule for the subdomains of a domain, of every scheme and in any case", """
                        PUT /?restype=service&comp=properties | Authorization: {token} | < {wild} => 202
                        OPTIONS / | Origin: contoso.com | Access-Control-Request-Method: GET => 403 CorsPreflightFailure
                        OPTIONS / | Origin: https://contoso.com | Access-Control-Request-Method: GET => 403 CorsPreflightFailure
                        OPTIONS / | Origin: bar.notcontoso.com | Access-Control-Request-Method: GET => 403 CorsPreflightFailure
                        OPTIONS / | Origin: https://foo.contoso.com.evil.example | Access-Control-Request-Method: GET => 403 CorsPreflightFailure
                        OPTIONS / | Origin: https://evil.example/.contoso.com | Access-Control-Request-Method: GET => 403 CorsPreflightFailure
                        OPTIONS / | Origin: https://foo.contoso.com:8080 | Access-Control-Request-Method: GET => 403 CorsPreflightFailure
                        OPTIONS / | Origin: https://.contoso.com | Access-Control-Request-Method: GET => 403 CorsPreflightFailure
                        OPTIONS / | Origin: foo.contoso.com | Access-Control-Request-Method: GET => 200 | Access-Control-Allow-Origin: foo.contoso.com
                        OPTIONS / | Origin: foo.bar.baz.contoso.com | Access-Control-Request-Method: GET => 200
                        OPTIONS / | Origin: foo.CONTOSO.com | Access-Control-Request-Method: GET => 200
                        OPTIONS / | Origin: https://foo.contoso.com | Access-Control-Request-Method: GET => 200 | Access-Control-Allow-Origin: https://foo.contoso.com
                        GET /?restype=service&comp=properties | Authorization: {token} | Origin: http://foo.contoso.com => 200 | Access-Control-Allow-Origin: http://foo.contoso.com
                        """),
                Arguments.of("Actual requests by a rule for an origin", """
                        PUT /?restype=service&comp=properties | Authorization: {token} | < {exact} => 202
                        PUT /con/b | Authorization: {token} | Origin: https://a.example | x-ms-blob-type: BlockBlob | x-ms-meta-a: 1 | < x => 201 | Access-Control-Allow-Origin: https://a.example | Vary: Origin | Access-Control-Allow-Credentials: true
                        GET /con/b | Authorization: {token} | Origin: https://a.example => 200 | Access-Control-Expose-Headers: Content-Type,x-ms-meta-a
                        GET /con/b | Origin: https://a.example => 401 NoAuthenticationInformation | Access-Control-Allow-Origin: https://a.example
                        GET /con/b | Authorization: {token} | Origin: https://b.example => 200 | Access-Control-Allow-Origin: - | Vary: Origin | Access-Control-Expose-Headers: -
                        GET /con/b | Authorization: {token} => 200 | Access-Control-Allow-Origin: - | Vary: Origin
                        DELETE /con/b | Authorization: {token} | Origin: https://a.example => 202 | Access-Control-Allow-Origin: - | Vary: Origin
                        """),
                Arguments.of("Actual requests by a rule for all origins", """
                        PUT /?restype=service&comp=properties | Authorization: {token} | < {all} => 202
                        GET /?restype=service&comp=properties | Authorization: {token} | Origin: https://a.example => 200 | Access-Control-Allow-Origin: * | Vary: - | Access-Control-Allow-Credentials: - | Access-Control-Expose-Headers: x-ms-request-id
                        GET /?restype=service&comp=properties | Authorization: {token} => 200 | Access-Control-Allow-Origin: * | Access-Control-Expose-Headers: x-ms-request-id | ~ <Cors><CorsRule><AllowedOrigins>*</AllowedOrigins><AllowedMethods>GET</AllowedMethods><MaxAgeInSeconds>200</MaxAgeInSeconds><ExposedHeaders>x-ms-request-id</ExposedHeaders><AllowedHeaders/></CorsRule></Cors>
                        PUT /?restype=service&comp=properties | Authorization: {token} | < <StorageServiceProperties/> => 202
                        OPTIONS / | Origin: https://a.example | Access-Control-Request-Method: GET => 200
                        PUT /?restype=service&comp=properties | Authorization: {token} | < {none} => 202
                        OPTIONS / | Origin: https://a.example | Access-Control-Request-Method: GET => 403 CorsPreflightFailure
                        GET /?restype=service&comp=properties | Authorization: {token} | Origin: https://a.example => 200 | Access-Control-Allow-Origin: - | Vary: -
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void rulesOutsideTheLimitsAreRefused(String what, String rules, String code) {
        new RequestScript(
                        () -> service.given(name + ".blob.core")
                                .header(
                                        "Authorization",
                                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign()),
                        Map.of("rules", cors(rules)))
                .run("""
                        PUT /?restype=service&comp=properties | < {rules} => 400 CODE
                        GET /?restype=service&comp=properties => 200 | ~ <Cors></Cors>
                        """.replace("CODE", code));
    }

    static Stream<Arguments> wrong() {
        String value = "InvalidXmlNodeValue";
        return Stream.of(
                Arguments.of("six rules", rule("*", "GET", "", "").repeat(6), value),
                Arguments.of("no origin", rule("", "GET", "", ""), value),
                Arguments.of("no method", rule("*", "", "", ""), value),
                Arguments.of("an unknown method", rule("*", "GET,FETCH", "", ""), value),
                Arguments.of("no age", RULE.formatted("*", "GET", "", "", ""), value),
                Arguments.of("a negative age", RULE.formatted("*", "GET", "-1", "", ""), value),
                Arguments.of("three prefixes", rule("*", "GET", "a*,b*,c*", ""), value),
                Arguments.of("65 names", rule("*", "GET", "", "a" + ",b".repeat(64)), value),
                Arguments.of("65 origins", rule("a" + ",b".repeat(64), "GET", "", ""), value),
                Arguments.of("a long origin", rule("a".repeat(257), "GET", "", ""), value),
                Arguments.of("more than 2 KiB", rule("*", "GET", ("a".repeat(250) + ",").repeat(9) + "b", ""), value),
                Arguments.of("a line break", rule("*", "GET", "a&#10;b", ""), value),
                Arguments.of("another element", "<Rule/>", "InvalidXmlDocument"),
                Arguments.of(
                        "no exposed headers",
                        rule("*", "GET", "", "").replace("<ExposedHeaders></ExposedHeaders>", ""),
                        "InvalidXmlDocument"));
    }

    @Test
    void azuresClientSetsAndReadsThem() {
        BlobServiceClient client = withKey();
        BlobServiceProperties properties = new BlobServiceProperties();
        properties.setCors(List.of(new BlobCorsRule()
                .setAllowedOrigins("https://a.example")
                .setAllowedMethods("GET,PUT")
                .setAllowedHeaders("x-ms-*")
                .setExposedHeaders("")
                .setMaxAgeInSeconds(5)));

        client.setProperties(properties);

        List<BlobCorsRule> read = client.getProperties().getCors();
        assertThat(read).hasSize(1);
        assertThat(read.get(0).getAllowedMethods()).isEqualTo("GET,PUT");
        assertThat(read.get(0).getMaxAgeInSeconds()).isEqualTo(5);
    }
}
