package io.dynawrap.benchmarks.startup;

import io.dynawrap.benchmarks.measure.Bar;
import io.dynawrap.benchmarks.measure.Contender;
import io.dynawrap.benchmarks.measure.Measure;
import io.dynawrap.benchmarks.measure.Part;
import io.dynawrap.benchmarks.measure.PartResult;
import io.dynawrap.benchmarks.measure.RaceResult;
import io.dynawrap.benchmarks.measure.Ratio;
import io.dynawrap.benchmarks.measure.Row;
import io.dynawrap.benchmarks.measure.Scale;
import io.dynawrap.benchmarks.measure.Work;
import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How long it takes from the start of a process to an application that answers. */
public final class StartupPart implements Part {

    private static final Bar BAR = Bar.atMost(150_000_000);
    private static final String SAMPLE = "io.dynawrap.sample.SampleApplication";
    private static final String BARE = "io.dynawrap.benchmarks.startup.";

    /** Neither application has these: the file that stands for the sample, and the module of the embedded servers. */
    private static final Pattern NOT_AN_APPLICATIONS = Pattern.compile("\\.xml$|/dynawrap-embedded/target/");

    private static final Pattern DYNAWRAP = Pattern.compile("/dynawrap-(core|spring-boot-[a-z]+)/target/");
    private static final Pattern AWS = Pattern.compile("/software/amazon/");
    private static final Pattern JDBC = Pattern.compile("/(HikariCP|postgresql|spring-(boot-|data-)?jdbc)/");
    private static final Pattern BENCHMARKS = Pattern.compile("/benchmarks/target/");

    /** What the sample's configuration says of the web server. */
    private static final List<String> WEB = List.of(
            "--spring.mvc.formcontent.filter.enabled=false",
            "--spring.servlet.multipart.enabled=false",
            "--spring.web.resources.add-mappings=false",
            "--server.max-http-request-header-size=32KB",
            "--server.tomcat.max-http-response-header-size=16KB");

    /** A part. */
    public StartupPart() {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start()) {
            List<String> arguments = List.of(
                    "--spring.datasource.url=" + server.jdbcUrl(),
                    "--spring.datasource.username=" + server.username(),
                    "--spring.datasource.password=" + server.password());
            Application sample = new Application(SAMPLE, sampleClassPath(), arguments);
            Application bare = new Application(
                    BARE + "jdbc.JdbcApplication", classPathWithout(DYNAWRAP, AWS), with(WEB, arguments));
            rows.add(race(scale, "start on PostgreSQL", "application on JdbcTemplate", sample, bare));
        }
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start()) {
            Application sample = new Application(
                    SAMPLE,
                    sampleClassPath(),
                    List.of(
                            "--spring.profiles.active=dynamodb",
                            "--dynawrap.dynamodb.endpoint=" + server.endpoint(),
                            "--dynawrap.dynamodb.region=" + server.region()));
            Application bare = new Application(
                    BARE + "dynamodb.DynamoDbApplication",
                    classPathWithout(DYNAWRAP, JDBC),
                    with(WEB, List.of("--endpoint=" + server.endpoint(), "--region=" + server.region())));
            rows.add(race(scale, "start on DynamoDB", "application on the low-level client", sample, bare));
        }
        return new PartResult("Startup of the sample application", rows);
    }

    private static Row race(Scale scale, String work, String baseline, Application sample, Application bare)
            throws Exception {
        Work end = () -> {
            sample.end();
            bare.end();
            return null;
        };
        try {
            List<Contender> contenders =
                    List.of(new Contender("sample", end, sample::start), new Contender(baseline, end, bare::start));
            RaceResult result = scale.race(75, 1).run(contenders);
            return result.row(work, Measure.TIME, "sample", baseline, Ratio.DIFFERENCE, BAR);
        } finally {
            end.run();
        }
    }

    private static String sampleClassPath() {
        return System.getProperty("benchmarks.sample") + File.pathSeparator + classPathWithout(BENCHMARKS);
    }

    private static String classPathWithout(Pattern... patterns) {
        List<Pattern> absent = new ArrayList<>(List.of(patterns));
        absent.add(NOT_AN_APPLICATIONS);
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> absent.stream()
                        .noneMatch(pattern -> pattern.matcher(entry.replace(File.separatorChar, '/'))
                                .find()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> with(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
