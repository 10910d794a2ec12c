package io.mltwin.client;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.core.util.FluxUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The HTTP client of azure-core over the JDK's, which is there in every project. */
final class AzureHttpClient implements HttpClient {
    /** The JDK's client sets these itself. */
    private static final Set<String> SET_BY_JDK = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private static final String PUBLIC_AUTHORITY = "login.microsoftonline.com";
    private static final String INSTANCE_DISCOVERY = "/common/discovery/instance";

    private final java.net.http.HttpClient client;
    private final URI authority;

    /**
     * @param authority the platform's; null where there is none
     */
    AzureHttpClient(java.net.http.HttpClient client, URI authority) {
        this.client = client;
        this.authority = authority;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromCallable(() -> sendSync(request, Context.NONE)).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        try {
            java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(
                            addressOf(request.getUrl().toURI()))
                    .method(request.getHttpMethod().toString(), body(request.getBodyAsBinaryData()));
            for (HttpHeader header : request.getHeaders()) {
                if (!SET_BY_JDK.contains(header.getName().toLowerCase(Locale.ROOT))) {
                    header.getValuesList().forEach(value -> builder.header(header.getName(), value));
                }
            }
            return new Answer(request, client.send(builder.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("A request was interrupted.", e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException(request.getUrl() + " is no address.", e);
        }
    }

    URI addressOf(URI wanted) {
        boolean asksAzure = authority != null
                && PUBLIC_AUTHORITY.equals(wanted.getHost())
                && INSTANCE_DISCOVERY.equals(wanted.getPath());
        return asksAzure ? URI.create(authority + wanted.getRawPath() + "?" + wanted.getRawQuery()) : wanted;
    }

    private static BodyPublisher body(BinaryData body) {
        if (body == null) {
            return BodyPublishers.noBody();
        }
        Long length = body.getLength();
        if (length != null && length == 0) {
            return BodyPublishers.noBody();
        }
        BodyPublisher content = BodyPublishers.ofInputStream(body::toStream);
        return length == null ? content : BodyPublishers.fromPublisher(content, length);
    }

    /** An answer whose body is read when it is asked for. */
    private static final class Answer extends HttpResponse {
        private final java.net.http.HttpResponse<InputStream> answer;
        private final HttpHeaders headers = new HttpHeaders();

        Answer(HttpRequest request, java.net.http.HttpResponse<InputStream> answer) {
            super(request);
            this.answer = answer;
            answer.headers().map().forEach((name, values) -> headers.set(HttpHeaderName.fromString(name), values));
        }

        @Override
        public int getStatusCode() {
            return answer.statusCode();
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return FluxUtil.toFluxByteBuffer(answer.body());
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.fromCallable(() -> answer.body().readAllBytes());
        }

        @Override
        public BinaryData getBodyAsBinaryData() {
            return BinaryData.fromStream(answer.body());
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return getBodyAsByteArray().map(bytes -> new String(bytes, charset));
        }

        @Override
        public Mono<InputStream> getBodyAsInputStream() {
            return Mono.just(answer.body());
        }

        @Override
        public void close() {
            try {
                answer.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
