package io.mltwin.testkit;

import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import javax.net.ssl.SSLContext;
import org.apache.http.conn.ssl.SSLSocketFactory;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.PoolingClientConnectionManager;

/**
 * The connections of REST-assured to the service under test, used again for the next request. By
 * itself it opens one for each request, and a TLS handshake takes longer than what most requests
 * do.
 */
@SuppressWarnings("deprecation") // REST-assured knows no newer client
final class ServiceConnections implements Filter {

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
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response answer = context.next(request, expected);
        answer.asByteArray();
        return answer;
    }
}
