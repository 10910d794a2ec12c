package io.mltwin.console.page;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Keeps the language and the theme that a reader chose. */
@Path("/console/preferences")
public class PreferencesResource {

    private final PageWriter pages;

    PreferencesResource(PageWriter pages) {
        this.pages = pages;
    }

    /** Sets the cookie and leads back to the page. */
    @POST
    public Response choose(
            @FormParam("language") String language, @FormParam("theme") String theme, @FormParam("back") String back) {
        return Response.fromResponse(pages.leadTo(PageAddress.ofConsole(back)))
                .cookie(Preferences.cookie(TypedText.orEmpty(language), TypedText.orEmpty(theme)))
                .build();
    }
}
