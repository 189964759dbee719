package io.dynawrap.explorer;

import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.engine.StoreDescription;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.StreamUtils;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Serves the pages. It answers GET and HEAD only and never writes to the database. It writes its responses itself, so that no
 * converter or view of the application changes them. Not final: aspects of the application may require a proxy.
 */
@Controller
class ExplorerController {

    /** No script runs on the page, whatever is stored, and nothing is loaded from another origin. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String REFUSED = """
            The page /dynawrap is shown under localhost and the names in dynawrap.explorer.allowed-hosts only.
            """;

    private final StoreAdmin store;
    private final AllowedHosts hosts;
    private final byte[] stylesheet;

    ExplorerController(StoreAdmin store, AllowedHosts hosts) {
        this.store = store;
        this.hosts = hosts;
        try {
            this.stylesheet = new ClassPathResource("explorer.css", ExplorerController.class).getContentAsByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("The stylesheet of the explorer is beside its classes", e);
        }
    }

    @GetMapping("/dynawrap")
    void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!hosts.allow(request)) {
            byte[] refusal = REFUSED.getBytes(StandardCharsets.UTF_8);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            write(response, HttpStatus.FORBIDDEN, MediaType.TEXT_PLAIN_VALUE, refusal);
            return;
        }
        Map<String, String[]> parameters = request.getParameterMap();
        StoreDescription description = store.describe();
        String tableName = ItemRequest.first(parameters, "table");
        String model = ItemRequest.first(parameters, "model");
        if (model.isEmpty() && tableName.isEmpty()) {
            write(response, HttpStatus.OK, "Models", description, new IndexPage(description).html());
            return;
        }
        ItemRequest requested = ItemRequest.of(parameters);
        Optional<StoreDescription.Table> table = ModelPath.findTable(description, tableName);
        Optional<ModelPath> path = ModelPath.find(description, tableName, model);
        if (path.isPresent()) {
            Outcome outcome = Outcome.of(store, path.get(), requested);
            if (requested.form() == ItemRequest.Run.PARTITION) {
                Html page = new TablePage(path.get().table(), path.get(), requested, outcome, store).html();
                write(response, outcome.status(), tableName, description, page);
            } else {
                Html page = new ModelPage(path.get(), requested, outcome, store).html();
                write(response, outcome.status(), path.get().name(), description, page);
            }
        } else if (table.isPresent() && model.isEmpty()) {
            Html page = new TablePage(table.get(), null, requested, new Outcome.Nothing(), store).html();
            write(response, HttpStatus.OK, tableName, description, page);
        } else {
            Html page = Html.of(
                    "<h1>Not here</h1><p>There is no such table, or no such model in it. <a href=\"?\">All models</a></p>");
            write(response, HttpStatus.NOT_FOUND, "Not here", description, page);
        }
    }

    @GetMapping("/dynawrap/explorer.css")
    void stylesheet(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "max-age=3600");
        write(response, HttpStatus.OK, "text/css", stylesheet);
    }

    private static void write(
            HttpServletResponse response, HttpStatus status, String title, StoreDescription store, Html content)
            throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-Robots-Tag", "noindex");
        byte[] body = Layout.page(title, store.backend(), content).toString().getBytes(StandardCharsets.UTF_8);
        write(response, status, MediaType.TEXT_HTML_VALUE, body);
    }

    private static void write(HttpServletResponse response, HttpStatus status, String type, byte[] body)
            throws IOException {
        response.setStatus(status.value());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(body.length);
        StreamUtils.copy(body, response.getOutputStream());
    }
}
