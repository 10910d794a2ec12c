package io.mltwin.armweb.transfers;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;

/** Writes the streams that resources answer as {@link Download downloads}. */
@Provider
public class DownloadWriter implements ServerMessageBodyWriter<InputStream> {

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
        return InputStream.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return InputStream.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(InputStream content, Type generic, ServerRequestContext context) throws IOException {
        Download.send((VertxResteasyReactiveRequestContext) context, content);
    }

    @Override
    public void writeTo(
            InputStream content,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        try (content) {
            content.transferTo(out);
        }
    }
}
