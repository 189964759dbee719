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

    /** What is on the class path for the benchmarks and the embedded servers only: neither application has it. */
    private static final Pattern NOT_AN_APPLICATIONS = Pattern.compile("""
            \\.xml$|/dynawrap-embedded/target/|/(com|io|org)/(almworks|antlr|eclipse|google|jetbrains|openjdk)/\
            |/(io|org)/(partiql|tukaani|zonky)/|/com/amazon/|/org/apache/commons/|/commons-(cli|codec|io)/|/jopt-simple/\
            |/springframework/data/|/amazon/dynamodb/|/awssdk/(dynamodb-enhanced|pinpoint|url-connection-client)/""");

    /** What the starter brings, and an application without it has not, unless it is on that database. */
    private static final Pattern DYNAWRAP = Pattern.compile("/dynawrap-(core|spring-boot-[a-z]+)/target/");

    private static final Pattern JACKSON_2 =
            Pattern.compile("/fasterxml/jackson/(core/jackson-(core|databind)|datatype)/");
    private static final Pattern AWS = Pattern.compile("/software/amazon/|/httpcomponents/|/reactivestreams/");
    private static final Pattern JDBC = Pattern.compile(
            "/(HikariCP|postgresql|spring-(jdbc|tx)|spring-boot-(starter-)?(jdbc|persistence|sql|transaction))/");
    private static final Pattern BENCHMARKS = Pattern.compile("/benchmarks/target/");

    /** A part. */
    public StartupPart() {}

    /** The sample as it is, the sample whose build excludes the other database's library, and the one beside them. */
    private record Applications(Application sample, Application lean, Application bare) {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start()) {
            List<String> arguments = List.of(
                    "--spring.datasource.url=" + server.jdbcUrl(),
                    "--spring.datasource.username=" + server.username(),
                    "--spring.datasource.password=" + server.password());
            Applications applications = new Applications(
                    new Application(SAMPLE, classPathWithout(BENCHMARKS), arguments),
                    new Application(SAMPLE, classPathWithout(BENCHMARKS, AWS), arguments),
                    new Application(
                            BARE + "jdbc.JdbcApplication", classPathWithout(DYNAWRAP, JACKSON_2, AWS), arguments));
            rows.addAll(race(scale, "start on PostgreSQL", "application on JdbcTemplate", applications));
        }
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start()) {
            List<String> arguments = List.of(
                    "--spring.profiles.active=dynamodb",
                    "--dynawrap.dynamodb.endpoint=" + server.endpoint(),
                    "--dynawrap.dynamodb.region=" + server.region());
            Applications applications = new Applications(
                    new Application(SAMPLE, classPathWithout(BENCHMARKS), arguments),
                    new Application(SAMPLE, classPathWithout(BENCHMARKS, JDBC), arguments),
                    new Application(
                            BARE + "dynamodb.DynamoDbApplication",
                            classPathWithout(DYNAWRAP, JACKSON_2, JDBC),
                            arguments));
            rows.addAll(race(scale, "start on DynamoDB", "application on the low-level client", applications));
        }
        return new PartResult("Startup of the sample application", rows);
    }

    private static List<Row> race(Scale scale, String work, String baseline, Applications applications)
            throws Exception {
        Work end = () -> {
            applications.sample().end();
            applications.lean().end();
            applications.bare().end();
            return null;
        };
        try {
            List<Contender> contenders = List.of(
                    new Contender("sample", end, applications.sample()::start),
                    new Contender("lean", end, applications.lean()::start),
                    new Contender(baseline, end, applications.bare()::start));
            RaceResult result = scale.race(120, 1).run(contenders);
            return List.of(
                    result.row(work, Measure.TIME, "sample", baseline, Ratio.DIFFERENCE, BAR),
                    result.row(
                            work + ", without the other database's library",
                            Measure.TIME,
                            "lean",
                            baseline,
                            Ratio.DIFFERENCE,
                            null));
        } finally {
            end.run();
        }
    }

    /** The classes of the sample, which has the settings and the page of both applications, and the libraries. */
    private static String classPathWithout(Pattern... patterns) {
        List<Pattern> absent = new ArrayList<>(List.of(patterns));
        absent.add(NOT_AN_APPLICATIONS);
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> absent.stream()
                        .noneMatch(pattern -> pattern.matcher(entry.replace(File.separatorChar, '/'))
                                .find()))
                .collect(Collectors.joining(File.pathSeparator));
        return System.getProperty("benchmarks.sample") + File.pathSeparator + libraries;
    }
}
