package io.mltwin.console.page;

import io.mltwin.console.forms.BrowserCookies;
import io.mltwin.encoding.AsciiCase;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.LanguageHeader;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;
import java.util.List;

/** Language and theme of the browser that asks: what its user chose, else what it prefers. */
@RequestScoped
public class Preferences {

    static final String COOKIE = "__Host-console-preferences";
    private static final String ENGLISH = "en";
    private static final String CHINESE = "zh-TW";
    private static final List<String> THEMES = List.of("system", "light", "dark");
    private static final int YEAR_SECONDS = 365 * 24 * 3600;

    private final CurrentVertxRequest request;

    Preferences(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Returns {@code en} or {@code zh-TW}. */
    public String language() {
        String chosen = part(0);
        if (chosen.equals(ENGLISH) || chosen.equals(CHINESE)) {
            return chosen;
        }
        LanguageHeader first = request.getCurrent().preferredLanguage();
        return first != null && AsciiCase.equal("zh", first.tag()) ? CHINESE : ENGLISH;
    }

    /** Returns {@code system}, {@code light} or {@code dark}. */
    public String theme() {
        String chosen = part(1);
        return THEMES.contains(chosen) ? chosen : THEMES.get(0);
    }

    /** Returns the cookie that keeps a choice; what is not known leaves the browser's wish. */
    static NewCookie cookie(String language, String theme) {
        return new NewCookie.Builder(COOKIE)
                .value((language.equals(CHINESE) ? CHINESE : ENGLISH)
                        + "."
                        + (THEMES.contains(theme) ? theme : THEMES.get(0)))
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(YEAR_SECONDS)
                .build();
    }

    private String part(int index) {
        String cookie = BrowserCookies.find(request.getCurrent(), COOKIE);
        String[] parts = cookie == null ? new String[0] : cookie.split("\\.", 2);
        return parts.length > index ? parts[index] : "";
    }
}
