package io.mltwin.telemetry.traces;

import static io.mltwin.armweb.AzureException.badRequest;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mltwin.armweb.AzureException;
import io.mltwin.traces.RecordedSpan;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads OTLP 1 requests, protobuf. */
final class OtlpReader {

    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;
    private static final int LONGEST = 2048;
    private static final String KIND = "SPAN_KIND_";

    private OtlpReader() {}

    /**
     * Returns the spans of a request.
     *
     * @throws AzureException 400 for something else
     */
    static List<RecordedSpan> read(byte[] body) {
        try {
            List<RecordedSpan> spans = new ArrayList<>();
            for (ResourceSpans resource :
                    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
                String service =
                        attributes(resource.getResource().getAttributesList()).getOrDefault("service.name", "unknown");
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    scope.getSpansList().forEach(span -> spans.add(span(service, span)));
                }
            }
            return spans;
        } catch (InvalidProtocolBufferException e) {
            throw invalid("The request content is no OTLP in protobuf.");
        }
    }

    private static RecordedSpan span(String service, Span span) {
        if (span.getTraceId().size() != TRACE_ID_BYTES || span.getSpanId().size() != SPAN_ID_BYTES) {
            throw invalid("A span has a trace id of 16 bytes and a span id of 8.");
        }
        String kind = span.getKind().name();
        return new RecordedSpan(
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                span.getParentSpanId().isEmpty() ? null : hex(span.getParentSpanId()),
                service,
                kind.startsWith(KIND) ? kind.substring(KIND.length()) : kind,
                clean(span.getName()),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                attributes(span.getAttributesList()));
    }

    private static Map<String, String> attributes(List<KeyValue> list) {
        Map<String, String> attributes = new TreeMap<>();
        for (KeyValue attribute : list) {
            attributes.put(clean(attribute.getKey()), clean(text(attribute.getValue())));
        }
        return attributes;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            default -> "";
        };
    }

    /** PostgreSQL's text takes everything but the null character. */
    private static String clean(String text) {
        String whole = text.replace("\0", "");
        return whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static AzureException invalid(String message) {
        return badRequest("InvalidRequestContent", message);
    }
}
