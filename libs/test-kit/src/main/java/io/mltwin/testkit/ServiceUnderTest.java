package io.mltwin.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.testkit.ParsedJson.ParsedAnswer;
import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLContext;
import org.apache.http.conn.ssl.SSLSocketFactory;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.PoolingClientConnectionManager;

/**
 * The service under test as a client sees it: its port over TLS, its own address or one of its
 * virtual hosts.
 */
public final class ServiceUnderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestTrust trust;
    private final PlatformService service;
    private final ServiceConnections connections;
    private HttpClient polling;

    ServiceUnderTest(TestTrust trust, PlatformService service) {
        this.trust = trust;
        this.service = service;
        this.connections = new ServiceConnections(trust.clientTls());
    }

    /** The service's name, such as {@code compute}. */
    public String name() {
        return service.key();
    }

    /** A request to the service's own address. Paths are sent as they are given. */
    public RequestSpecification given() {
        return RestAssured.given()
                .spec(FailedRequest.printed(connections.in(RestAssured.config()), System.out)
                        .addFilter(connections)
                        .addFilter((request, expected, context) -> ParsedAnswer.of(context.next(request, expected)))
                        .setBaseUri("https://localhost")
                        .setPort(trust.ports().of(service))
                        .setBasePath("")
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

    /**
     * Returns the answer of a virtual host to a GET, for waiting: without what REST-assured does
     * around a request.
     */
    public JsonNode poll(String label, String pathAndQuery, String token) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(pathAndQuery))
                    .header("Host", host(label))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return JSON.readTree(
                    polling().send(request, BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to a GET of " + pathAndQuery, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private synchronized HttpClient polling() {
        if (polling == null) {
            polling = client();
        }
        return polling;
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

    /**
     * The connections of REST-assured to the service under test, used again for the next request. By
     * itself it opens one for each request, and a TLS handshake takes longer than what most requests
     * do.
     */
    @SuppressWarnings("deprecation") // REST-assured knows no newer client
    static final class ServiceConnections implements Filter {

        /** As many as a test may have requests at the same time. */
        private static final int MOST = 1000;

        private final PoolingClientConnectionManager open = new PoolingClientConnectionManager();
        private final SSLSocketFactory tls;

        ServiceConnections(SSLContext trusted) {
            open.setMaxTotal(MOST);
            open.setDefaultMaxPerRoute(MOST);
            tls = new SSLSocketFactory(trusted);
        }

        /** Settings with which requests take these connections. */
        RestAssuredConfig in(RestAssuredConfig config) {
            return config.httpClient(config.getHttpClientConfig().httpClientFactory(() -> new DefaultHttpClient(open)))
                    .sslConfig(SSLConfig.sslConfig().sslSocketFactory(tls));
        }

        /** Reads the whole answer: before that its connection is not free. */
        @Override
        public Response filter(
                FilterableRequestSpecification request,
                FilterableResponseSpecification expected,
                FilterContext context) {
            Response answer = context.next(request, expected);
            answer.asByteArray();
            return answer;
        }
    }
}
