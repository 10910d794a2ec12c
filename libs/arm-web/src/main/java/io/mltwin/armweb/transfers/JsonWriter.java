package io.mltwin.armweb.transfers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.vertx.core.Context;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;

/**
 * Writes JSON. The web layer's own writer waits, on a worker, until the client takes more; this one
 * gives a small answer to the connection as a whole, and a large one is a {@link Download}.
 */
@Provider
@Produces("application/json")
public class JsonWriter implements ServerMessageBodyWriter<Object> {

    private final ObjectWriter json;

    public JsonWriter(ObjectMapper json) {
        this.json = json.writer();
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
        return isWriteable(type, generic, (Annotation[]) null, media);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return !InputStream.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(Object body, Type generic, ServerRequestContext context) throws IOException {
        byte[] bytes = bytes(body);
        if (bytes.length < Download.PIECE || Context.isOnEventLoopThread()) {
            context.serverResponse().end(bytes);
        } else {
            Download.send((VertxResteasyReactiveRequestContext) context, new ByteArrayInputStream(bytes));
        }
    }

    private byte[] bytes(Object body) throws IOException {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        return body instanceof CharSequence text
                ? text.toString().getBytes(StandardCharsets.UTF_8)
                : json.writeValueAsBytes(body);
    }

    @Override
    public void writeTo(
            Object body,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(bytes(body));
    }
}
