package io.dynawrap.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.explorer.explored.ExploredApplication;
import io.dynawrap.spi.Backend;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The page as a web server sends it; the database is never asked. The application is not at the root of its server. */
class ExplorerHttpTest {

    private ConfigurableApplicationContext application;
    private ExplorerClient client;

    @BeforeEach
    void start() {
        application = SpringApplication.run(
                GuardedApplication.class,
                "--dynawrap.explorer.enabled=true",
                "--management.endpoints.web.exposure.include=dynawrap",
                "--dynawrap.explorer.allowed-hosts=Test.example.com,192.168.1.7,[fe80::1]",
                "--dynawrap.create-tables=false",
                "--server.forward-headers-strategy=framework",
                "--server.servlet.context-path=/app",
                "--server.port=0");
        client = new ExplorerClient(
                ((WebServerApplicationContext) application).getWebServer().getPort(), "/app");
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void aPageMayLoadItsOwnStyleAndNothingElseAndIsKeptNowhere() {
        HttpResponse<String> page = client.get();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'");
        assertThat(header(page, "Cache-Control")).contains("no-store");
        assertThat(header(page, "X-Content-Type-Options")).contains("nosniff");
        assertThat(header(page, "X-Frame-Options")).contains("DENY");
        assertThat(header(page, "Referrer-Policy")).contains("no-referrer");
        assertThat(header(page, "Cross-Origin-Resource-Policy")).contains("same-origin");
    }

    @Test
    void theStyleIsFoundBelowAnyContextPath() {
        assertThat(client.get().body()).contains("<link rel=\"stylesheet\" href=\"dynawrap/explorer.css\">");

        HttpResponse<String> style = client.send("GET", client.page().resolve("dynawrap/explorer.css"));

        assertThat(style.statusCode()).isEqualTo(200);
        assertThat(header(style, "Content-Type").orElse("")).startsWith("text/css");
        assertThat(style.body()).contains("prefers-color-scheme: dark").doesNotContain("url(", "@import");
    }

    @Test
    void linksLeadOnBelowAnyContextPath() {
        HttpResponse<String> model = client.follow(client.get(), "Setting").orElseThrow();

        assertThat(model.statusCode()).isEqualTo(200);
        assertThat(ExplorerClient.text(model)).contains("SETTINGS", "Query a partition");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void nothingButReadingIsAllowed(String method) {
        assertThat(client.send(method, client.page()).statusCode()).isEqualTo(405);
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() {
        HttpResponse<String> head = client.send("HEAD", client.page());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Security-Policy")).isPresent();
    }

    @Test
    void theApplicationsInterceptorsGuardThePageLikeAnyOther() {
        URI guarded = URI.create(client.page() + "?stranger=true");

        HttpResponse<String> answer = client.send("GET", guarded);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("Setting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "localhost.",
                "app.localhost:1",
                "127.0.0.1:8080",
                "127.9.9.9",
                "[::1]:8080",
                "test.example.com",
                "TEST.example.com:443",
                "192.168.1.7:8080",
                "[FE80::1]:8080"
            })
    void thePageIsShownUnderTheNamesOfTheOwnMachineAndThoseThatAreListed(String host) throws IOException {
        assertThat(answerTo(host, "")).startsWith("HTTP/1.1 200").contains("Setting");
    }

    /** Another author's name that stands for the address of this machine, as in DNS rebinding. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "localhost.example.com",
                "127.0.0.1.example.com",
                "notlocalhost",
                "a.test.example.com",
                "192.168.1.8",
                "[::2]:8080"
            })
    void thePageIsRefusedUnderAnyOtherName(String host) throws IOException {
        for (String header : List.of("", "X-Forwarded-Host: localhost\r\n", "Forwarded: host=localhost\r\n")) {
            assertThat(answerTo(host, header))
                    .startsWith("HTTP/1.1 403")
                    .contains("dynawrap.explorer.allowed-hosts")
                    .doesNotContain("Setting");
        }
    }

    /** Java's HTTP client does not send another name than that of the address. */
    private String answerTo(String host, String header) throws IOException {
        try (Socket socket = new Socket("localhost", client.page().getPort())) {
            socket.getOutputStream()
                    .write(("GET /app/dynawrap HTTP/1.1\r\nHost: " + host + "\r\n" + header
                                    + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Optional<String> header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name);
    }

    @Configuration(proxyBeanMethods = false)
    @Import(ExploredApplication.class)
    static class GuardedApplication implements WebMvcConfigurer {

        @Bean
        Backend backend() {
            return UnusedDatabase.backend();
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(new HandlerInterceptor() {
                @Override
                public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                    boolean stranger = request.getParameter("stranger") != null;
                    response.setStatus(stranger ? 403 : 200);
                    return !stranger;
                }
            });
        }
    }
}
