package io.mltwin.identity.directory;

import io.mltwin.identity.directory.ClientApplication.Platform;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Objects;

/** A redirect URI in the row of an application. */
@Embeddable
public class RedirectUriValue {

    @Enumerated(EnumType.STRING)
    private Platform platform;

    private String uri;

    protected RedirectUriValue() {}

    RedirectUriValue(Platform platform, String uri) {
        this.platform = platform;
        this.uri = uri;
    }

    Platform platform() {
        return platform;
    }

    String uri() {
        return uri;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RedirectUriValue that && platform == that.platform && uri.equals(that.uri);
    }

    @Override
    public int hashCode() {
        return Objects.hash(platform, uri);
    }
}
