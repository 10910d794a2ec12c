package io.mltwin.testkit;

import io.mltwin.local.layout.PlatformService;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;

/**
 * The service under test as a client sees it: its port over TLS, its own address or one of its
 * virtual hosts.
 */
public final class ServiceUnderTest {

    private final TestTrust trust;
    private final PlatformService service;

    ServiceUnderTest(TestTrust trust, PlatformService service) {
        this.trust = trust;
        this.service = service;
    }

    /** A request to the service's own address. Paths are sent as they are given. */
    public RequestSpecification given() {
        return RestAssured.given()
                .spec(
                        new RequestSpecBuilder()
                                .setBaseUri("https://localhost")
                                .setPort(trust.ports().of(service))
                                .setBasePath("")
                                .setTrustStore(trust.authorities())
                                .setUrlEncodingEnabled(false)
                                .build());
    }

    /**
     * A request to a virtual host.
     *
     * @param label what stands before the base domain, {@code kv1.vault}
     */
    public RequestSpecification given(String label) {
        return given().header("Host", host(label));
    }

    /** The JDK's client, for what REST-assured does not send as given: raw paths, streams. */
    public HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust.clientTls())
                .build();
    }

    /** A raw path and query at the service's own address. */
    public URI uri(String pathAndQuery) {
        return URI.create("https://localhost:" + trust.ports().of(service) + pathAndQuery);
    }

    /** {@code kv1.vault.BASE:port}. */
    public String host(String label) {
        return trust.host(label, service);
    }
}
