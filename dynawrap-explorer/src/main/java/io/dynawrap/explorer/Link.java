package io.dynawrap.explorer;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/**
 * The address of a page of the explorer, as a query relative to the page that holds it. So it is correct behind any
 * context path and any proxy.
 */
record Link(String query) {

    static final Link NONE = new Link("");

    Link and(String name, String value) {
        return new Link(query + (query.isEmpty() ? "" : "&") + encoded(name) + "=" + encoded(value));
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "?" + query;
    }
}
