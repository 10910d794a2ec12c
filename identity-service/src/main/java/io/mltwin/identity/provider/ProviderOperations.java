package io.mltwin.identity.provider;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The operations of the resource providers that the platform plays, which role definitions name
 * ("Azure resource provider operations").
 */
@Singleton
public class ProviderOperations {

    private static final String RESOURCE = "/provider-operations.json";

    private final List<Namespace> namespaces;

    public ProviderOperations() {
        try (InputStream resource = ProviderOperations.class.getResourceAsStream(RESOURCE)) {
            namespaces = List.of(JsonMapper.builder().build().readValue(resource, Namespace[].class));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
    }

    /** One provider with the full names of its operations. */
    public record Namespace(
            String namespace, String displayName, List<String> operations, List<String> dataOperations) {}

    public List<Namespace> all() {
        return namespaces;
    }

    Optional<Namespace> find(String namespace) {
        return namespaces.stream()
                .filter(one -> AsciiCase.equal(one.namespace(), namespace))
                .findFirst();
    }
}
