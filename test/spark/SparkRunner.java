import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * One Spark session over stdin and stdout, one JSON object per line:
 *   in   {"id":1,"sql":"SELECT :x AS x","args":{"x":"text"}}
 *   out  {"id":1,"ok":true,"columns":["x"],"types":["string"],"rows":[["text"]]}
 *        {"id":1,"ok":false,"error":"[TABLE_OR_VIEW_NOT_FOUND] The table ..."}
 * DECIMAL and BIGINT come as text, TIMESTAMP as ISO UTC with microseconds, DATE as text. Ends at the end of its input.
 * Run as a source file, nothing to compile: java <opens> -cp 'jars/*' SparkRunner.java <work folder>
 */
public class SparkRunner {
    // U+2028 and its like count as line ends for some readers
    private static final ObjectMapper JSON =
        new ObjectMapper().configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter INSTANT =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(System.err); // stdout carries answers only
        SparkSession spark = session(args[0]);
        say(out, JSON.createObjectNode().put("ready", true).put("version", spark.version()));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            if (!line.isBlank()) say(out, answer(spark, JSON.readTree(line)));
        }
        spark.stop();
        System.exit(0);
    }

    private static SparkSession session(String work) {
        return SparkSession.builder()
            .master("local[2]")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.catalogImplementation", "in-memory")
            .config("spark.sql.warehouse.dir", work + "/warehouse")
            .config("spark.local.dir", work + "/tmp")
            .config("spark.sql.sources.default", "delta")
            // as a Databricks SQL warehouse: UTC, errors instead of silent NULLs
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.datetime.java8API.enabled", "true")
            // Delta's parser drops :name markers under Spark 4.1 and later (delta-io/delta#7640): bind them the old way
            .config("spark.sql.legacy.parameterSubstitution.constantsOnly", "true")
            // small data: what helps a cluster costs most of the time here
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.default.parallelism", "1")
            .config("spark.databricks.delta.snapshotPartitions", "1")
            .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", "1")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.lightweightPlanChangeValidation", "false")
            .config("spark.sql.maxPlanStringLength", "0")
            .config("spark.databricks.delta.stats.collect", "false")
            .config("spark.databricks.delta.writeChecksumFile.enabled", "false")
            .config("spark.shuffle.compress", "false")
            .config("spark.shuffle.spill.compress", "false")
            .config("spark.rdd.compress", "false")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.log.level", "ERROR")
            .getOrCreate();
    }

    private static ObjectNode answer(SparkSession spark, JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("id", request.get("id"));
        try {
            Map<String, Object> named = new HashMap<>();
            JsonNode given = request.path("args");
            given.fieldNames().forEachRemaining(name -> named.put(name, argument(given.get(name))));
            String sql = request.get("sql").asText();
            Dataset<Row> frame = named.isEmpty() ? spark.sql(sql) : spark.sql(sql, named);
            ArrayNode columns = NODES.arrayNode();
            ArrayNode types = NODES.arrayNode();
            for (StructField field : frame.schema().fields()) {
                columns.add(field.name());
                types.add(field.dataType().sql().toLowerCase());
            }
            ArrayNode rows = NODES.arrayNode();
            for (Row row : frame.collectAsList()) rows.add(list(row));
            answer.put("ok", true);
            answer.set("columns", columns);
            answer.set("types", types);
            answer.set("rows", rows);
        } catch (Throwable error) {
            answer.put("ok", false).put("error", String.valueOf(error.getMessage()));
        }
        return answer;
    }

    private static void say(PrintStream out, ObjectNode answer) throws Exception {
        out.println(JSON.writeValueAsString(answer));
        out.flush();
    }

    private static Object argument(JsonNode node) {
        if (node.isNull()) return null;
        if (node.isBoolean()) return node.booleanValue();
        if (node.isIntegralNumber()) return node.longValue();
        if (node.isNumber()) return node.doubleValue();
        return node.textValue();
    }

    private static ArrayNode list(Row row) {
        ArrayNode values = NODES.arrayNode();
        for (int i = 0; i < row.length(); i++) values.add(value(row.get(i)));
        return values;
    }

    private static JsonNode value(Object value) {
        if (value == null) return NODES.nullNode();
        if (value instanceof Boolean flag) return NODES.booleanNode(flag);
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) return NODES.numberNode(((Number) value).intValue());
        if (value instanceof Double || value instanceof Float) return NODES.numberNode(((Number) value).doubleValue());
        if (value instanceof BigDecimal decimal) return NODES.textNode(decimal.toPlainString());
        if (value instanceof Instant instant) return NODES.textNode(INSTANT.format(instant));
        if (value instanceof Row row) return NODES.textNode(list(row).toString());
        if (value instanceof scala.collection.Iterable<?> items) {
            ArrayNode values = NODES.arrayNode();
            scala.collection.Iterator<?> each = items.iterator();
            while (each.hasNext()) values.add(value(each.next()));
            return NODES.textNode(values.toString());
        }
        return NODES.textNode(value.toString());
    }
}
