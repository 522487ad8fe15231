/**
 * How R writes what is read here, for objects of Seurat 4 and 5 with the assays that SeuratWrappers::ReadVelocity makes.
 * `"counts"` is given by place: it is called slot in one version and layer in the other.
 */
export const FROM_R =
  'In R, write spliced and unspliced counts as matrices, and what is known of the cells as a table: ' +
  'library(Seurat); object <- readRDS("file.rds"); dir.create("counts"); ' +
  'for (a in c("spliced", "unspliced")) { m <- GetAssayData(object, "counts", assay = a); ' +
  'Matrix::writeMM(m, file.path("counts", paste0(a, ".mtx"))); ' +
  'writeLines(rownames(m), file.path("counts", paste0(a, ".genes.txt"))); ' +
  'writeLines(colnames(m), file.path("counts", paste0(a, ".barcodes.txt"))) }; ' +
  'write.csv(cbind(object[[]], Embeddings(object, "umap")), "cells.csv"). ' +
  'Then choose the folder counts, with cells.csv as annotations. Where layers are split (Seurat 5), join them first: object <- ' +
  'JoinLayers(object, assay = "spliced"), and the same for "unspliced". An object without these assays has annotations alone.';
