package io.mltwin.console.page;

import static io.mltwin.encoding.Absence.orEmpty;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;

/** Keeps the language and the theme that a reader chose. */
@Path("/console/preferences")
public class PreferencesResource {

    private final PageWriter pages;

    PreferencesResource(PageWriter pages) {
        this.pages = pages;
    }

    /** Sets the cookie and leads back to the page. */
    @POST
    public Response choose(@RestForm String language, @RestForm String theme, @RestForm String back) {
        return Response.fromResponse(pages.leadTo(PageAddress.ofConsole(back)))
                .cookie(Preferences.cookie(orEmpty(language), orEmpty(theme)))
                .build();
    }
}
