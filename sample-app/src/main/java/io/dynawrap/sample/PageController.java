package io.dynawrap.sample;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the page of the service: one document, its style and its script, which is a client of {@link StoryController}.
 */
@RestController
final class PageController {

    /** The page loads and requests resources of this service only. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @GetMapping("/")
    ResponseEntity<Resource> page() {
        return file("stories.html", MediaType.TEXT_HTML);
    }

    @GetMapping("/page/stories.css")
    ResponseEntity<Resource> style() {
        return file("stories.css", new MediaType("text", "css"));
    }

    @GetMapping("/page/stories.js")
    ResponseEntity<Resource> script() {
        return file("stories.js", new MediaType("text", "javascript"));
    }

    private static ResponseEntity<Resource> file(String name, MediaType type) {
        return ResponseEntity.ok()
                .contentType(new MediaType(type, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.maxAge(0, TimeUnit.SECONDS).mustRevalidate())
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .body(new ClassPathResource("/page/" + name));
    }
}
